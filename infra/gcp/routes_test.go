package gcp_test

import (
	"slices"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestEveryRouteReachesItsFunction(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t, nil)
	deployed, public, paths := names(e.local("functions")), names(e.local("public")), e.local("paths")
	for it := e.local("routes").GetAttr("routes").ElementIterator(); it.Next(); {
		_, route := it.Element()
		path, function := route.GetAttr("path"), route.GetAttr("function").AsString()
		if !slices.Contains(deployed, function) || !slices.Contains(public, function) {
			t.Errorf("%s leads to %s, which is not deployed for everyone", path.AsString(), function)
			continue
		}
		found := false
		for rules := paths.GetAttr(function).ElementIterator(); rules.Next(); {
			_, rule := rules.Element()
			found = found || rule.Equals(path).True()
		}
		if !found {
			t.Errorf("%s does not lead to %s", path.AsString(), function)
		}
	}
}

func TestEmailIsNotPublic(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t, nil)
	if slices.Contains(names(e.local("public")), "email") {
		t.Error("email is open to everyone: only Pub/Sub may call it")
	}
}

func TestEveryStreamIsARoute(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t, nil)
	for it := e.local("streams").ElementIterator(); it.Next(); {
		_, path := it.Element()
		found := false
		for routes := e.local("routes").GetAttr("routes").ElementIterator(); routes.Next(); {
			_, route := routes.Element()
			found = found || route.GetAttr("path").Equals(path).True()
		}
		if !found {
			t.Errorf("the latency alert leaves %s out, which is no route", path.AsString())
		}
	}
}

func TestAStreamMayLastAnHour(t *testing.T) {
	t.Parallel()
	timeout := newEvaluator(t, nil).local("functions").GetAttr("stream").GetAttr("timeout")
	if timeout.Equals(cty.NumberIntVal(3600)).False() {
		t.Errorf("stream may take %s s, want 3600", timeout.AsBigFloat())
	}
}
