package mail

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// transport responds without a network, so that time in a synctest bubble can
// advance.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, header ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: http.NoBody}, nil
}

// attempts sends a message in a synctest bubble, where waiting takes no real
// time. It returns the time of each attempt since the first.
func attempts(t *testing.T, limit time.Duration, answer func(try int) (*http.Response, error)) (times []time.Duration, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		sender := NewSender(config())
		sender.client.Transport = transport(func(r *http.Request) (*http.Response, error) {
			times = append(times, time.Since(began))
			response, err := answer(len(times))
			if response == nil && err == nil { // the server hangs
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return response, err
		})
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		err = sender.Send(ctx, message, Tries)
	})
	return times, err
}

func TestServerErrorsAreTriedFiveTimes(t *testing.T) {
	t.Parallel()
	for _, status := range []int{500, 502, 503, 504, 429} {
		times, err := attempts(t, time.Hour, func(int) (*http.Response, error) { return answer(status) })
		if len(times) != Tries || err == nil || errors.Is(err, ErrRefused) || errors.Is(err, ErrDenied) {
			t.Errorf("status %d: %d tries, %v; want %d tries and a temporary failure", status, len(times), err, Tries)
		}
	}
}

func TestRecoveryEndsTheTries(t *testing.T) {
	t.Parallel()
	times, err := attempts(t, time.Hour, func(try int) (*http.Response, error) {
		if try < 3 {
			return answer(http.StatusBadGateway)
		}
		return answer(http.StatusAccepted)
	})
	if len(times) != 3 || err != nil {
		t.Errorf("%d tries, %v; want 3 and no error", len(times), err)
	}
}

func TestServersOwnLimitIsHonoured(t *testing.T) {
	t.Parallel()
	reset := strconv.FormatInt(time.Date(2000, 1, 1, 0, 0, 7, 0, time.UTC).Unix(), 10) // time in a bubble starts at 2000-01-01
	for _, test := range []struct {
		header, value string
		wait          time.Duration
	}{
		{"Retry-After", "3", 3 * time.Second},
		{"Retry-After", "Sat, 01 Jan 2000 00:00:05 GMT", 5 * time.Second},
		{"X-RateLimit-Reset", reset, 7 * time.Second},
		{"Retry-After", "3600", longestWait},
		{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", longestWait},
		{"Retry-After", "18446744074", longestWait}, // 0.29 s if a Duration overflows
		{"Retry-After", "9223372036854775807", longestWait},
		{"Retry-After", "99999999999999999999", longestWait},
		{"X-RateLimit-Reset", "99999999999", longestWait},
		{"X-RateLimit-Reset", "9223372036854775807", longestWait},
		{"X-RateLimit-Reset", "99999999999999999999", longestWait},
	} {
		times, err := attempts(t, time.Hour, func(try int) (*http.Response, error) {
			if try == 1 {
				return answer(http.StatusTooManyRequests, test.header, test.value)
			}
			return answer(http.StatusAccepted)
		})
		if err != nil || len(times) != 2 || times[1] != test.wait {
			t.Errorf("%s: %s: tries at %v, %v; want a second after %v", test.header, test.value, times, err, test.wait)
		}
	}
}

func TestInvalidRetryTimesAreIgnored(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"0", "-5", "-99999999999999999999", "soon", "1.5", "Sat, 01 Jan 1999 00:00:05 GMT"} {
		times, err := attempts(t, time.Hour, func(try int) (*http.Response, error) {
			if try == 1 {
				return answer(http.StatusTooManyRequests, "Retry-After", value, "X-RateLimit-Reset", "1")
			}
			return answer(http.StatusAccepted)
		})
		if err != nil || len(times) != 2 || times[1] > firstPause {
			t.Errorf("%q: tries at %v, %v; want a second within %v", value, times, err, firstPause)
		}
	}
}

func TestHangingServerIsGivenUpAndTriedAgain(t *testing.T) {
	t.Parallel()
	times, err := attempts(t, time.Hour, func(int) (*http.Response, error) { return nil, nil })
	if len(times) != Tries || err == nil || errors.Is(err, ErrRefused) {
		t.Fatalf("%d tries, %v; want %d tries and a temporary failure", len(times), err, Tries)
	}
	if times[1] < tryTime || times[1] > tryTime+firstPause {
		t.Errorf("the second try came after %v, want at least %v and at most %v", times[1], tryTime, tryTime+firstPause)
	}
}

func TestTriesEndWithTheirContext(t *testing.T) {
	t.Parallel()
	const limit = 25 * time.Second
	for name, response := range map[string]func(int) (*http.Response, error){
		"hanging": func(int) (*http.Response, error) { return nil, nil },
		"asked to wait past the end": func(int) (*http.Response, error) {
			return answer(http.StatusTooManyRequests, "Retry-After", "20")
		},
	} {
		times, err := attempts(t, limit, response)
		if err == nil || len(times) == 0 || times[len(times)-1] > limit {
			t.Errorf("%s: tries at %v, %v; want none after %v, and an error", name, times, err, limit)
		}
	}
}
