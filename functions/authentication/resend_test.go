package authentication_test

import (
	"net/http"
	"testing"

	"social.example/shared/apitest"
	"social.example/shared/factory"
	"social.example/shared/social"
)

func TestResendSendsAFreshMailAndKillsOlderTokens(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "old-token")
	f.resend(t, email).Want(t, http.StatusAccepted).WantJSON(t, `{"data": {"email": %q}}`, email)
	if got := f.mails(t, email); got != "renewal" {
		t.Errorf("mails %q, want the fresh one only", got)
	}
	f.activate(t, "old-token").WantProblem(t, notFound)
	f.deliver(t, email, "new-token")
	f.activate(t, "new-token").Want(t, http.StatusNoContent)
}

func TestResendIsAnnounced(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "old-token")
	f.resend(t, email).Want(t, http.StatusAccepted)
	f.pubsub.Wait()
	if n := len(f.pubsub.Messages()); n != 2 {
		t.Errorf("%d events for two mails", n)
	}
}

func TestResendDoesNothingWithinAMinute(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "first")
	f.resend(t, email).Want(t, http.StatusAccepted)
	f.deliver(t, email, "second")
	f.resend(t, email).Want(t, http.StatusAccepted)
	const mail = `SELECT id FROM emails`
	before := scan[int64](t, f.db, mail)
	f.exec(t, `UPDATE emails SET created_at = now() - interval '59 seconds'`)
	f.resend(t, email).Want(t, http.StatusAccepted)
	if after := scan[int64](t, f.db, mail); after != before {
		t.Error("a second mail within a minute")
	}
	f.exec(t, `UPDATE emails SET created_at = now() - interval '61 seconds'`)
	f.resend(t, email).Want(t, http.StatusAccepted)
	if after := scan[int64](t, f.db, mail); after == before {
		t.Error("no mail after a minute")
	}
	f.activate(t, "second").WantProblem(t, notFound)
}

func TestSimultaneousResendsSendOneMail(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, name := range []string{"maya", "kim", "noor", "alex", "robin"} {
		email := f.waiting(t, name, "token-of-"+name)
		counts := atOnce(20, func(int) apitest.Answer { return f.resend(t, email) })
		if counts[http.StatusAccepted] != 20 || f.mails(t, email) != "renewal" {
			t.Errorf("statuses %v, mails %q", counts, f.mails(t, email))
		}
	}
	f.pubsub.Wait()
	if n := len(f.pubsub.Messages()); n != 10 {
		t.Errorf("%d events, want one for each of five registrations and renewals", n)
	}
}

func TestResendDoesNotTellWhoWaits(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	deactivated := factory.Email(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member)).Username)
	f.waiting(t, "maya", "token")
	for _, email := range []string{active, deactivated, "nobody@example.com", "maya@example.com"} {
		answer := f.resend(t, email).Want(t, http.StatusAccepted)
		answer.WantJSON(t, `{"data": {"email": %q}}`, email)
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM emails`); n != 1 {
		t.Errorf("%d mails, want one, to who waits", n)
	}
	f.resend(t, "no address").WantProblem(t, http.StatusBadRequest, "email")
}
