package email

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
)

// remove removes n posts of the author, each for its own reason, and handles the events
// of the mails, if any.
func (f function) remove(t testing.TB, author social.Actor, n int) (reasons []string) {
	t.Helper()
	moderator, reporter := factory.User(t, f.db, social.Moderator), factory.User(t, f.db, social.Member)
	moderation := store.Moderation{DB: f.db}
	for i := range n {
		post := factory.Post(t, f.db, author)
		reasons = append(reasons, fmt.Sprintf("(reason %d)", i))
		report, _, err := moderation.Report(t.Context(), reporter.ID, social.ReportDraft{PostID: &post.ID, Reason: "spam"})
		if err != nil {
			t.Fatal(err)
		}
		decided, err := moderation.Resolve(t.Context(), moderator.ID, report, social.ResolutionDraft{Action: social.Remove, Note: reasons[i]})
		if err == nil && decided.EmailID != 0 {
			err = f.send(t, decided.EmailID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return reasons
}

// readAll keeps the bodies of the mails from now on.
func (f function) readAll() *[]string {
	var bodies []string
	f.sendGrid.read = func(body string) { bodies = append(bodies, body) }
	return &bodies
}

// sweepAll runs some sweeps, each of which sends a part of the mails to one address.
func (f function) sweepAll(t testing.TB) {
	t.Helper()
	for range 4 {
		if err := f.sweep(t); err != nil {
			t.Fatal(err)
		}
	}
}

// wantOnce requires that each reason is in exactly one of the mails, once in its text
// and once in its HTML.
func wantOnce(t testing.TB, bodies, reasons []string) {
	t.Helper()
	all := strings.Join(bodies, "\n")
	for _, reason := range reasons {
		if n := strings.Count(all, reason); n != 2 {
			t.Errorf("%d mails have %q %d times, want 2", len(bodies), reason, n)
		}
	}
}

func TestEachDecisionOfADayReachesItsAuthorBeyondTheLimitOfMails(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	bodies := f.readAll()
	reasons := f.remove(t, author, social.DecisionsPerDay+5)
	if len(*bodies) != social.DecisionsPerDay {
		t.Errorf("%d mails on the first day, want %d", len(*bodies), social.DecisionsPerDay)
	}
	f.wait(t, "24 hours")
	f.sweepAll(t)
	if len(*bodies) != social.DecisionsPerDay+1 {
		t.Errorf("%d mails in all, want one more that has the rest", len(*bodies))
	}
	wantOnce(t, *bodies, reasons)
}

// Somebody who posts what is removed, as a thief may, holds back no security notice.
func TestDecisionsAndNoticesDoNotHoldBackEachOther(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	f.remove(t, author, social.DecisionsPerDay+1)
	for n := range social.NoticesPerDay {
		f.notify(t, social.RefreshReuseMail, other.ID, fmt.Sprint("device ", n))
	}
	bodies := f.readAll()
	f.notify(t, social.PasswordChangedMail, author.ID, "a thief's laptop")
	f.notify(t, social.EmailChangeNoticeMail, author.ID, "a thief's laptop")
	if len(*bodies) != 2 {
		t.Errorf("%d notices are sent at once after the decisions, want 2", len(*bodies))
	}
	bodies = f.readAll()
	reasons := f.remove(t, other, 1)
	wantOnce(t, *bodies, reasons)
}

func TestMoreDecisionsThanFitOneMailTakeSeveralMails(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	f.remove(t, author, social.DecisionsPerDay)
	bodies := f.readAll()
	reasons := f.remove(t, author, store.StatementsPerMail+1)
	f.wait(t, "24 hours")
	f.sweepAll(t)
	if len(*bodies) != 2 {
		t.Errorf("%d mails, want 2", len(*bodies))
	}
	wantOnce(t, *bodies, reasons)
}

// If a mail about several decisions fails, each decision is mailed on its own afterwards.
// So a decision that can't be mailed does not hold back the others.
func TestADecisionThatCannotBeMailedHoldsBackNoOther(t *testing.T) {
	t.Parallel()
	for status, lost := range map[int]int{http.StatusInternalServerError: 0, http.StatusBadRequest: 1} {
		f := newFunction(t)
		author := factory.User(t, f.db, social.Member)
		f.remove(t, author, social.DecisionsPerDay)
		reasons := f.remove(t, author, 5)
		failed := f.readAll()
		f.sendGrid.refuse = func(string) int { return status }
		f.wait(t, "24 hours")
		f.sweepAll(t)
		if len(*failed) != 1 {
			t.Errorf("status %d: %d mails, want 1", status, len(*failed))
		}
		wantOnce(t, *failed, reasons)

		sent := f.readAll()
		f.sendGrid.refuse = nil
		f.wait(t, "61 seconds")
		f.sweepAll(t)
		if len(*sent) != len(reasons)-lost {
			t.Errorf("status %d: %d mails afterwards, want %d", status, len(*sent), len(reasons)-lost)
		}
		wantOnce(t, *sent, reasons[lost:])
	}
}
