package notifications_test

import (
	"fmt"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// Earlier releases stored ends of suspensions that RFC 3339 can't write.
func TestADecisionWithAnEndAfterTheYear9999IsListed(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	reporter, author := f.person(t), f.person(t)
	admin := factory.User(t, f.db, social.Admin)
	moderation := store.Moderation{DB: f.db}
	report, _, err := moderation.Report(t.Context(), reporter.ID, social.ReportDraft{UserID: &author.ID, Reason: "spam"})
	if err != nil {
		t.Fatal(err)
	}
	late := time.Date(10000, 1, 1, 4, 59, 59, 0, time.UTC)
	decided, err := moderation.Resolve(t.Context(), admin.ID, report, social.ResolutionDraft{Action: social.Suspend, Note: "n", Until: &late})
	if err != nil {
		t.Fatal(err)
	}
	moderation.Tell(t.Context(), decided.Case)
	if _, err := (store.Users{DB: f.db}).Reactivate(t.Context(), admin.ID, author.ID); err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, f.db, `UPDATE users SET tokens_valid_after = created_at - interval '1 minute'`)
	for _, p := range []person{reporter, author} {
		p.want(t, "moderation 0")
		told := p.list(t, "")[0].Moderation
		if got := fmt.Sprint(told.Action, " ", told.Until); got != "suspend 9999-12-31 23:59:59.999999 +0000 UTC" {
			t.Errorf("%s reads %s", p.Username, got)
		}
	}
}
