package auth_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

var limits = ratelimit.Config{
	Enabled: true, Requests: 20, Window: 5 * time.Second, AuthRequests: 3, AuthWindow: time.Minute, ClientIPPosition: 1,
}

func from(address string) []string { return []string{"X-Forwarded-For", address} }

func TestLimitIsStatedInEveryResponse(t *testing.T) {
	t.Parallel()
	now := noon.Add(1100 * time.Millisecond)
	c := apitest.Client{Handler: dependencies{limits: limits, now: at(now)}.function(t)}
	for i := range 22 {
		answer := c.Do(t, "GET", "/open", nil)
		left := max(0, 19-i)
		policy, state := answer.Header.Values("RateLimit-Policy"), answer.Header.Values("RateLimit")
		if len(policy) != 1 || policy[0] != `"default";q=20;w=5` {
			t.Errorf("request %d: the policies are %q, want one of 20 requests in 5 s", i+1, policy)
		}
		if want := fmt.Sprintf(`"default";r=%d;t=4`, left); len(state) != 1 || state[0] != want {
			t.Errorf("request %d: the state is %q, want %s", i+1, state, want)
		}
		if i < 20 {
			answer.Want(t, http.StatusNoContent)
			continue
		}
		answer.WantProblem(t, http.StatusTooManyRequests)
		if got := answer.Header.Get("Retry-After"); got != "4" {
			t.Errorf("Retry-After %q, want the rest of the window, rounded up", got)
		}
	}
}

func TestFailuresCountAndAreLimited(t *testing.T) {
	t.Parallel()
	c := apitest.Client{Handler: dependencies{limits: limits}.function(t)}
	for _, path := range []string{"/nothing", "/me", "/panic"} {
		if c.Do(t, "GET", path, nil).Header.Get("RateLimit") == "" {
			t.Errorf("%s has no RateLimit header", path)
		}
	}
	for range 17 {
		c.Do(t, "GET", "/nothing", nil)
	}
	c.Do(t, "GET", "/nothing", nil).WantProblem(t, http.StatusTooManyRequests)
}

func TestWaitingForRetryAfterIsEnough(t *testing.T) {
	t.Parallel()
	for i := range 100 {
		now := noon.Add(time.Duration(i) * 49 * time.Millisecond)
		c := apitest.Client{Handler: dependencies{limits: limits, now: func() time.Time { return now }}.function(t)}
		for range limits.Requests {
			c.Do(t, "GET", "/open", nil)
		}
		wait, err := strconv.Atoi(c.Do(t, "GET", "/open", nil).Want(t, http.StatusTooManyRequests).Header.Get("Retry-After"))
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Duration(wait-1) * time.Second)
		c.Do(t, "GET", "/open", nil).Want(t, http.StatusTooManyRequests)
		now = now.Add(time.Second)
		c.Do(t, "GET", "/open", nil).Want(t, http.StatusNoContent)
	}
}

func TestClientsHaveWindowsOfTheirOwn(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	handler := dependencies{limits: limits, db: db}.function(t)
	maya := apitest.Client{Handler: handler, Token: apitest.Token(t, factory.User(t, db, social.Member).ID)}
	kim := apitest.Client{Handler: handler, Token: apitest.Token(t, factory.User(t, db, social.Member).ID)}
	anonymous := apitest.Client{Handler: handler}
	forged := apitest.Client{Handler: handler, Token: "forged"}
	for i := range 20 {
		maya.Do(t, "GET", "/me", nil, from(fmt.Sprint("1.1.1.", i))...).Want(t, http.StatusOK)
	}
	maya.Do(t, "GET", "/me", nil, from("1.1.1.99")...).WantProblem(t, http.StatusTooManyRequests)
	kim.Do(t, "GET", "/me", nil, from("1.1.1.1")...).Want(t, http.StatusOK)
	anonymous.Do(t, "GET", "/open", nil, from("1.1.1.1")...).Want(t, http.StatusNoContent)
	for range 19 { // an invalid token counts for the address
		forged.Do(t, "GET", "/open", nil, from("1.1.1.1")...).Want(t, http.StatusNoContent)
	}
	forged.Do(t, "GET", "/open", nil, from("1.1.1.1")...).WantProblem(t, http.StatusTooManyRequests)
}

func TestForgedAddressesShareAWindow(t *testing.T) {
	t.Parallel()
	handler := dependencies{limits: limits}.function(t)
	passed := 0
	for i := range 1000 {
		r := httptest.NewRequest("GET", "/open", nil)
		r.RemoteAddr = fmt.Sprintf("35.191.0.1:%d", 1024+i)
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("%d.%d.0.1, 5.5.5.5", i%256, i/256))
		if send(handler, r).Code == http.StatusNoContent {
			passed++
		}
	}
	if passed != limits.Requests {
		t.Errorf("%d of 1000 requests passed, want %d", passed, limits.Requests)
	}
}

func TestAttemptsAreLimitedPerAddress(t *testing.T) {
	t.Parallel()
	c := apitest.Client{Handler: dependencies{limits: limits}.function(t)}
	for i := range 3 {
		c.Do(t, "POST", fmt.Sprintf("/attempt/user%d@example.com", i), nil, from("1.1.1.1")...).Want(t, http.StatusNoContent)
	}
	answer := c.Do(t, "POST", "/attempt/user9@example.com", nil, from("1.1.1.1")...)
	answer.WantProblem(t, http.StatusTooManyRequests)
	if got := answer.Header.Get("Retry-After"); got != "60" {
		t.Errorf("Retry-After is %q, want the auth window's 60", got)
	}
	if got := answer.Header.Values("RateLimit-Policy"); len(got) != 2 || got[1] != `"auth";q=3;w=60` {
		t.Errorf("the policies are %q, want the auth policy second", got)
	}
	c.Do(t, "POST", "/attempt/user9@example.com", nil, from("1.1.1.2")...).Want(t, http.StatusNoContent)
	c.Do(t, "GET", "/open", nil, from("1.1.1.1")...).Want(t, http.StatusNoContent)
}

// One client can't use up the attempts on an account: it has twice as many as an address.
func TestAttemptsAreLimitedPerAccount(t *testing.T) {
	t.Parallel()
	c := apitest.Client{Handler: dependencies{limits: limits}.function(t)}
	spellings := []string{"maya@example.com", "MAYA@example.com", "Maya@Example.com"}
	for i := range 2 * limits.AuthRequests {
		c.Do(t, "POST", "/attempt/"+spellings[i%3], nil, from(fmt.Sprint("1.1.1.", i/limits.AuthRequests))...).Want(t, http.StatusNoContent)
	}
	answer := c.Do(t, "POST", "/attempt/maya@example.com", nil, from("1.1.1.9")...)
	answer.WantProblem(t, http.StatusTooManyRequests)
	if got := answer.Header.Values("RateLimit-Policy"); len(got) != 2 || got[1] != `"auth-account";q=6;w=60` {
		t.Errorf("the policies are %q, want the account's second", got)
	}
	c.Do(t, "POST", "/mail/maya@example.com", nil, from("1.1.1.9")...).Want(t, http.StatusNoContent)
	c.Do(t, "POST", "/attempt/kim@example.com", nil, from("1.1.1.9")...).Want(t, http.StatusNoContent)
}

// A home connection has 256 networks of the size that counts as one address.
func TestAttemptsAreLimitedPerNetwork(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		policy        string
		limit         int
		within, other string // the i-th client's address in the network, and one in another network
	}{
		{"auth-56", 9, "2001:db8:1:2%02x::1", "2001:db8:1:300::1"},
		{"auth-48", 30, "2001:db8:1:%02x00::1", "2001:db8:2::1"},
		{"auth-24", 60, "1.1.1.%d", "1.1.2.1"},
	} {
		c := apitest.Client{Handler: dependencies{limits: limits}.function(t)}
		attempt := func(user int, address string) apitest.Answer {
			return c.Do(t, "POST", fmt.Sprintf("/attempt/user%d@example.com", user), nil, from(address)...)
		}
		for i := range test.limit {
			answer := attempt(i, fmt.Sprintf(test.within, i)).Want(t, http.StatusNoContent)
			if got := answer.Header.Values("RateLimit"); len(got) != 2 || got[1] != `"auth";r=2;t=60` {
				t.Errorf("%s: limits %q, want the client's own", test.policy, got)
			}
		}
		answer := attempt(test.limit, fmt.Sprintf(test.within, test.limit))
		answer.WantProblem(t, http.StatusTooManyRequests)
		want := fmt.Sprintf("%q;q=%d;w=60", test.policy, test.limit)
		if got := answer.Header.Values("RateLimit-Policy"); len(got) != 2 || got[1] != want || answer.Header.Get("Retry-After") != "60" {
			t.Errorf("%s: policies %q, want %s", test.policy, got, want)
		}
		attempt(test.limit, test.other).Want(t, http.StatusNoContent)
	}
}

func TestMailsAreLimitedPerNetworkAndDay(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ within, other string }{
		{"1.1.1.%d", "1.1.2.1"},
		{"2001:db8:1:%02x00::1", "2001:db8:2::1"},
	} {
		now := noon
		c := apitest.Client{Handler: dependencies{limits: limits, now: func() time.Time { return now }}.function(t)}
		mail := func(i int, address string) apitest.Answer {
			return c.Do(t, "POST", fmt.Sprintf("/mail/user%d@example.com", i), nil, from(address)...)
		}
		for i := range 300 {
			if i%30 == 0 {
				now = now.Add(limits.AuthWindow)
			}
			mail(i, fmt.Sprintf(test.within, i%200)).Want(t, http.StatusNoContent)
		}
		now = now.Add(limits.AuthWindow)
		answer := mail(300, fmt.Sprintf(test.within, 1))
		answer.WantProblem(t, http.StatusTooManyRequests)
		if got := answer.Header.Values("RateLimit-Policy"); len(got) != 2 || got[1] != `"mail";q=300;w=86400` {
			t.Errorf("policies %q, want the mail policy of the network", got)
		}
		mail(301, test.other).Want(t, http.StatusNoContent)
		c.Do(t, "POST", "/attempt/user301@example.com", nil, from(fmt.Sprintf(test.within, 1))...).Want(t, http.StatusNoContent)
		now = now.Add(12 * time.Hour)
		mail(302, fmt.Sprintf(test.within, 1)).Want(t, http.StatusNoContent)
	}
}

func TestAClientCannotUseUpWhatItsNeighboursHave(t *testing.T) {
	t.Parallel()
	limits := limits
	limits.Requests = 1000
	for _, pair := range [][2]string{{"1.1.1.1", "1.1.1.2"}, {"2001:db8::1", "2001:db8:0:1::1"}} {
		c := apitest.Client{Handler: dependencies{limits: limits}.function(t)}
		for i := range 200 {
			answer := c.Do(t, "POST", "/attempt/maya@example.com", nil, from(pair[0])...)
			if i < limits.AuthRequests {
				answer.Want(t, http.StatusNoContent)
			} else {
				answer.WantProblem(t, http.StatusTooManyRequests)
			}
		}
		c.Do(t, "POST", "/attempt/kim@example.com", nil, from(pair[1])...).Want(t, http.StatusNoContent)
	}
}

func TestLimitsCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	off := limits
	off.Enabled = false
	c := apitest.Client{Handler: dependencies{limits: off}.function(t)}
	for range 2 * limits.Requests {
		c.Do(t, "POST", "/attempt/maya@example.com", nil).Want(t, http.StatusNoContent)
	}
}
