package email

import (
	"fmt"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// A suspended user can't sign in, so the mail is how they hear of it. The sweep ends the
// suspension.
func TestADecisionIsMailedToTheAuthorAndASweepEndsASuspension(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, admin := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Admin)
	reporter := factory.User(t, f.db, social.Member)
	post := factory.Post(t, f.db, author)
	moderation := store.Moderation{DB: f.db}
	report, _, err := moderation.Report(t.Context(), reporter.ID, social.ReportDraft{PostID: &post.ID, Reason: "abuse"})
	if err != nil {
		t.Fatal(err)
	}
	until := time.Now().Add(time.Hour)
	decided, err := moderation.Resolve(t.Context(), admin.ID, report, social.ResolutionDraft{Action: social.Suspend, Until: &until, Note: "insults"})
	if err != nil {
		t.Fatal(err)
	}
	bodies := make(chan string, 1)
	f.sendGrid.read = func(body string) { bodies <- body }
	if err := f.send(t, decided.EmailID); err != nil {
		t.Fatal(err)
	}
	wantText(t, <-bodies,
		[]string{"Your account is suspended", post.Title, "insults", until.UTC().Format("2 January 2006, 15:04 UTC"), author.Username},
		[]string{reporter.Username, admin.Username})

	var active, notified bool
	testdb.Exec(t, f.db, `UPDATE users SET suspended_until = now() WHERE id = $1`, author.ID)
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	err = f.db.QueryRow(t.Context(), `
		SELECT is_active, EXISTS (SELECT FROM notifications WHERE user_id = $2 AND kind = 'moderation') FROM users WHERE id = $1`,
		author.ID, reporter.ID).Scan(&active, &notified)
	if err != nil || !active || !notified {
		t.Errorf("after the sweep the user is active: %v, the reporter was notified: %v, %v", active, notified, err)
	}
	if got := fmt.Sprint(f.sendGrid.count()); got != fmt.Sprintf("map[%s:1]", factory.Email(author.Username)) {
		t.Errorf("mails: %s, want one to the author", got)
	}
}
