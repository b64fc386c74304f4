package authentication_test

import (
	"net/http"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
)

// If Pub/Sub fails in any way, a registration still succeeds and its mail waits
// for the sweep.
func TestRegistrationNeedsNoPubSub(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, emulator := config(t)
			address, proxy := testproxy.InFront(t, "http://"+emulator.Address)
			c.Topic.Emulator = address[len("http://"):]
			f := function{Client: instance(t, c), db: testdb.Open(t, c.Postgres)}
			harm(t, proxy)
			f.register(t, registration("maya")).Want(t, created)
			f.wantUnsent(t, 1)
			f.resend(t, factory.Email("maya")).Want(t, http.StatusAccepted)
			f.wantUnsent(t, 2)
		})
	}
}

func (f function) wantUnsent(t *testing.T, want int) {
	t.Helper()
	const left = `SELECT count(*) FROM emails WHERE sent_at IS NULL AND failed_at IS NULL AND claimed_until IS NULL`
	if n := scan[int](t, f.db, left); n != want {
		t.Errorf("%d mails wait for the sweep, want %d", n, want)
	}
}

func TestRegistrationNeedsNoTopic(t *testing.T) {
	t.Parallel()
	for _, code := range []codes.Code{codes.NotFound, codes.PermissionDenied, codes.ResourceExhausted, codes.Internal} {
		f := newFunction(t)
		f.pubsub.SetAutoPublishResponse(false)
		for range 100 { // some of these codes are retried
			f.pubsub.AddPublishResponse(nil, status.Error(code, "a canary"))
		}
		answer := f.register(t, registration("maya")).Want(t, created)
		if apitest.Data[map[string]any](t, answer)["username"] != "maya" {
			t.Errorf("%v: %s, want the username maya", code, answer.Body)
		}
		f.wantUnsent(t, 1)
	}
}
