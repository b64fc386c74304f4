package gcp_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

// A rule for a path without a function would never match.
func TestEveryPathWithALimitIsRouted(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t, nil)
	var routes []string
	for it := e.local("routes").GetAttr("routes").ElementIterator(); it.Next(); {
		_, route := it.Element()
		routes = append(routes, route.GetAttr("path").AsString())
	}
	for priority, rule := range e.local("edge_limits").AsValueMap() {
		path := rule.GetAttr("path").AsString()
		routed := slices.ContainsFunc(routes, func(route string) bool {
			prefix, open := strings.CutSuffix(route, "*")
			return route == path || open && strings.HasPrefix(path, prefix)
		})
		if !routed && path != "/*" {
			t.Errorf("rule %s is about %s, which is no route", priority, path)
		}
	}
}

// Each rule bans an address that keeps exceeding its limit; only the last rule
// allows everything.
func TestCloudArmorCountsEveryAddress(t *testing.T) {
	t.Parallel()
	for _, b := range ofKind(t, "google_compute_security_policy") {
		counted := b.inner("dynamic", "content")
		if counted == nil {
			t.Fatal("Cloud Armor has no rules that count")
		}
		if got := text(t, b.file, counted.Attributes["action"].Expr); got != `"rate_based_ban"` {
			t.Errorf("a rule's action is %s: an address that continues must be banned", got)
		}
		limits := b.inner("dynamic", "content", "rate_limit_options")
		for attribute, want := range map[string]string{"enforce_on_key": `"IP"`, "exceed_action": `"deny(429)"`} {
			if got := text(t, b.file, limits.Attributes[attribute].Expr); got != want {
				t.Errorf("%s of a rule is %s, want %s", attribute, got, want)
			}
		}
		for _, threshold := range []string{"rate_limit_threshold", "ban_threshold"} {
			if b.inner("dynamic", "content", "rate_limit_options", threshold) == nil {
				t.Errorf("a rule has no %s", threshold)
			}
		}
	}
	if last := newEvaluator(t, nil).local("edge_limits").AsValueMap()["2000"].GetAttr("path"); !last.RawEquals(cty.StringVal("/*")) {
		t.Errorf("the last rule that counts is about %#v, want every path", last)
	}
}
