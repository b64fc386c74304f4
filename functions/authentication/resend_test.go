package authentication_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestResendSendsAFreshMailAndInvalidatesOlderTokens(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "old-token")
	f.pass(t, "61 seconds")
	f.resend(t, email).Want(t, http.StatusAccepted).WantJSON(t, `{"data": {"email": %q}}`, email)
	f.deliver(t, email, "new-token")
	f.activate(t, "old-token").WantProblem(t, notFound)
	f.activate(t, "new-token").Want(t, http.StatusNoContent)
}

func TestResendPublishesAnEvent(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "old-token")
	f.pass(t, "61 seconds")
	f.resend(t, email).Want(t, http.StatusAccepted)
	f.pubsub.Wait()
	if n := len(f.pubsub.Messages()); n != 2 {
		t.Errorf("%d events for two mails, want 2", n)
	}
}

func TestResendWithinAMinuteWaits(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "first")
	f.pass(t, "59 seconds")
	for range 3 {
		f.resend(t, email).Want(t, http.StatusAccepted)
	}
	f.pubsub.Wait()
	if got := f.mails(t, email); got != "registration renewal" {
		t.Errorf("mails %q, want one that waits", got)
	}
	waits := scan[int64](t, f.db, `SELECT max(id) FROM emails`)
	if claimed, err := (store.Outbox{DB: f.db}).Claim(t.Context(), waits); claimed != nil || err != nil {
		t.Errorf("claimed %+v, %v; want the mail to wait", claimed, err)
	}
	f.pass(t, "61 seconds")
	f.deliver(t, email, "second")
	f.activate(t, "first").WantProblem(t, notFound)
	f.activate(t, "second").Want(t, http.StatusNoContent)
}

func TestSimultaneousResendsSendOneMail(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, name := range []string{"maya", "kim", "noor", "alex", "robin"} {
		email := f.waiting(t, name, "token-of-"+name)
		f.pass(t, "61 seconds")
		counts := atOnce(20, func(int) apitest.Answer { return f.resend(t, email) })
		if counts[http.StatusAccepted] != 20 || f.mails(t, email) != "registration renewal" {
			t.Errorf("statuses %v, mails %q; want 202 only, and one renewal", counts, f.mails(t, email))
		}
	}
}

func TestResendDoesTheSameWhoeverWaits(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	deactivated := factory.Email(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member)).Username)
	f.waiting(t, "maya", "token")
	f.pass(t, "61 seconds")
	f.pubsub.Wait()
	before := len(f.pubsub.Messages())
	emails := store.Outbox{DB: f.db}
	for i, email := range []string{active, deactivated, "nobody@example.com", "maya@example.com"} {
		answer := f.resend(t, email).Want(t, http.StatusAccepted)
		answer.WantJSON(t, `{"data": {"email": %q}}`, email)
		f.pubsub.Wait()
		if n := len(f.pubsub.Messages()) - before; n != i+1 {
			t.Errorf("%d events after %d requests, want one for each", n, i+1)
		}
		claimed, err := emails.Claim(t.Context(), scan[int64](t, f.db, `SELECT max(id) FROM emails`))
		if err != nil || claimed == nil || claimed.Address != email || len(claimed.Registrations) > 0 != (email == "maya@example.com") {
			t.Errorf("%s: claimed %+v, %v; want registrations only if the address waits", email, claimed, err)
		}
	}
	f.resend(t, "no address").WantProblem(t, http.StatusBadRequest, "email")
}
