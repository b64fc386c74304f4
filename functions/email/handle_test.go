package email

import (
	"strings"
	"testing"

	"social.example/shared/mail"
	"social.example/shared/postgres"
	"social.example/shared/test/apitest"
)

// If it were not acknowledged, a malformed event would be redelivered forever.
func TestMalformedEventsAreAcknowledged(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, data := range []string{"", "canary text", "{}", `{"email_id":"7"}`, `{"email_id":-7}`, `{"email_id":7,"sweep":true}`, `{"v":9}`} {
		if err := f.deliver(t, data); err != nil {
			t.Errorf("%s: %v", data, err)
		}
	}
	if len(log.Lines("a malformed event was dropped")) < 7 {
		t.Error("dropped events are not logged")
	}
	id := f.register(t, "maya")
	if err := f.send(t, id); err != nil || f.state(t, id) != "sent" {
		t.Errorf("after malformed events: %v, the mail is %s, want sent", err, f.state(t, id))
	}
}

func TestEventOfAnUnknownMailIsAcknowledged(t *testing.T) {
	t.Parallel()
	if err := newFunction(t).send(t, 1<<60); err != nil {
		t.Error(err)
	}
}

// withoutDatabase returns a function that cannot reach its database.
func withoutDatabase(t *testing.T) function {
	t.Helper()
	service, err := New(Config{
		Postgres: postgres.Config{URL: "postgres://127.0.0.1:1/nowhere%2573", MaxConns: 1, MaxConnIdleTime: 1, QueryTimeout: 1},
		Mail:     mail.Config{},
	})
	apitest.Serve(t, service, err)
	return function{Service: service}
}

// The framework uses the error's text as a format string.
func TestErrorOfAFaultRevealsNothingAndIsNoFormatString(t *testing.T) {
	t.Parallel()
	err := withoutDatabase(t).send(t, 1)
	if err == nil || err.Error() != errAgain.Error() || strings.Contains(err.Error(), "%") || worst(t) != "WARNING" {
		t.Errorf("got %v, severity %s, want %v and WARNING", err, worst(t), errAgain)
	}
}

// The scheduler ticks whether or not a sweep succeeds. Redelivered ticks would pile
// up.
func TestSweepWithoutItsDatabaseIsLoggedAndAcknowledged(t *testing.T) {
	t.Parallel()
	if err := withoutDatabase(t).sweep(t); err != nil || worst(t) != "WARNING" {
		t.Errorf("got %v, severity %s, want no error and WARNING", err, worst(t))
	}
}
