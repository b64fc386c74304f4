package auth_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/auth"
	"social.example/shared/ratelimit"
	"social.example/shared/test/testredis"
	"social.example/shared/token"
)

// counters returns the counters in Redis under the keys that match the pattern.
func counters(t testing.TB, client goredis.UniversalClient, pattern string) map[string]string {
	t.Helper()
	values := map[string]string{}
	for _, key := range client.Keys(t.Context(), pattern).Val() {
		values[key] = client.Get(t.Context(), key).Val()
	}
	return values
}

// afterPipeline is a hook that calls a function after each pipeline.
type afterPipeline func()

func (afterPipeline) DialHook(next goredis.DialHook) goredis.DialHook          { return next }
func (afterPipeline) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook { return next }
func (after afterPipeline) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, commands []goredis.Cmder) error {
		defer after()
		return next(ctx, commands)
	}
}

// The number decides whose password is hashed first. For a known device it counts only
// the other attempts by known devices of the network.
func TestAnAttemptTellsHowManyTheClientsSiteMadeLately(t *testing.T) {
	t.Parallel()
	gate := &auth.Gate{Limits: limits, Limiter: ratelimit.New(nil, testredis.Patience, at(noon))}
	for i, attempt := range []struct {
		address string
		device  byte // 0: none
		want    int
	}{
		{"1.1.1.1", 0, 1},
		{"1.1.1.1", 0, 2},
		{"1.1.1.2", 0, 1},
		{"2001:db8:1:100::1", 0, 1},
		{"2001:db8:1:200::1", 0, 2},
		{"2001:db8:1:ff00::1", 0, 3},
		{"2001:db8:2::1", 0, 1},
		{"2001:db8:1:100::1", 1, 0},
		{"2001:db8:1:200::1", 2, 1},
		{"2001:db8:2::1", 3, 0},
		{"1.1.1.1", 4, 0},
		{"1.1.1.2", 5, 1},
	} {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/", nil)
		r.Header.Set("X-Forwarded-For", attempt.address)
		var got int
		var err error
		if attempt.device == 0 {
			got, err = gate.Attempt(httptest.NewRecorder(), r, ratelimit.Account(fmt.Sprint(i, "@example.com")))
		} else {
			got, err = gate.AttemptByDevice(httptest.NewRecorder(), r, token.DeviceID{attempt.device})
		}
		if err != nil || got != attempt.want {
			t.Errorf("attempt %d, %+v: got %d, %v, want %d", i, attempt, got, err, attempt.want)
		}
	}
}

// The client's own limit refuses an attempt, and the client disconnects before the
// attempt is given back to the account and to the networks.
func TestARefusedAttemptOfAClientThatDisconnectsCountsForItsAddressOnly(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"1.1.1.1", "2001:db8::1"} {
		client := testredis.Patient(t, testredis.Config(t))
		gate := &auth.Gate{Limits: limits, Limiter: ratelimit.New(client, testredis.Patience, at(noon))}
		ctx, disconnect := context.WithCancel(t.Context())
		defer disconnect()
		attempt := func(ctx context.Context) error {
			r := httptest.NewRequestWithContext(ctx, "POST", "/", nil)
			r.Header.Set("X-Forwarded-For", address)
			_, err := gate.AttemptMail(httptest.NewRecorder(), r, ratelimit.Recipient("maya@example.com"))
			return err
		}
		for range limits.AuthRequests {
			if err := attempt(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		want := counters(t, client, "rate:*")
		client.AddHook(afterPipeline(disconnect))
		if attempt(ctx) == nil || ctx.Err() == nil {
			t.Fatal("the attempt was not refused, or the client did not disconnect")
		}
		for key, n := range counters(t, client, "rate:*") {
			own := strings.HasPrefix(key, "rate:auth:address:")
			if n != want[key] && !own {
				t.Errorf("%s: the counter %s went from %s to %s", address, key, want[key], n)
			}
		}
	}
}
