package notifications_test

import (
	"fmt"
	"testing"

	"social.example/shared/test/factory"
)

// Earlier releases stored ends of suspensions that RFC 3339 can't write.
func TestADecisionWithAnEndAfterTheYear9999IsListed(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	reporter, author := f.person(t), f.person(t)
	factory.SuspensionPast9999(t, f.db, reporter.Actor, author.Actor)
	for _, p := range []person{reporter, author} {
		p.want(t, "moderation 0")
		decision := p.list(t, "")[0].Moderation
		if got := fmt.Sprint(decision.Action, " ", decision.Until); got != "suspend 9999-12-31 23:59:59.999999 +0000 UTC" {
			t.Errorf("%s reads %s, want the last moment of 9999", p.Username, got)
		}
	}
}
