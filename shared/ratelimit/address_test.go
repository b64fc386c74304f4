package ratelimit_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"social.example/shared/ratelimit"
)

func from(remote string, forwarded ...string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = remote
	r.Header["X-Forwarded-For"] = forwarded
	return r
}

func TestAddressStandsAtItsPositionFromTheRight(t *testing.T) {
	t.Parallel()
	const peer = "10.0.0.9:4711"
	for _, test := range []struct {
		position  int
		forwarded []string
		want      string
	}{
		{0, []string{"1.1.1.1, 2.2.2.2"}, "address:10.0.0.9"},
		{1, []string{"1.1.1.1, 2.2.2.2"}, "address:2.2.2.2"},
		{2, []string{"1.1.1.1, 2.2.2.2"}, "address:1.1.1.1"},
		{2, []string{"9.9.9.9, 1.1.1.1, 2.2.2.2"}, "address:1.1.1.1"},
		{2, []string{"9.9.9.9", "1.1.1.1", "2.2.2.2"}, "address:1.1.1.1"},
		{2, []string{"2.2.2.2"}, "address:10.0.0.9"},
		{1, nil, "address:10.0.0.9"},
		{1, []string{""}, "address:10.0.0.9"},
	} {
		if got := ratelimit.Address(from(peer, test.forwarded...), test.position).String(); got != test.want {
			t.Errorf("position %d of %q: %s, want %s", test.position, test.forwarded, got, test.want)
		}
	}
}

func TestAddressesOfOneCustomerAreOne(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1.2.3.4":                "address:1.2.3.4",
		"1.2.3.4:5678":           "address:1.2.3.4",
		"::ffff:1.2.3.4":         "address:1.2.3.4",
		"::ffff:102:304":         "address:1.2.3.4",
		"[::ffff:1.2.3.4]:5678":  "address:1.2.3.4",
		"2001:db8:1:2:3:4:5:6":   "address:2001:db8:1:2::/64",
		"[2001:db8:1:2::1]:5678": "address:2001:db8:1:2::/64",
		"[2001:db8:1:2::1]":      "address:2001:db8:1:2::/64",
		"2001:DB8:1:2::9":        "address:2001:db8:1:2::/64",
		"2001:db8:1:3::9":        "address:2001:db8:1:3::/64",
		"fe80::1%eth0":           "address:fe80::/64",
		" 1.2.3.4 ":              "address:1.2.3.4",
		"unknown":                "address:unknown",
		"_hidden":                "address:unknown",
		"01.2.3.4":               "address:unknown",
		"1.2.3":                  "address:unknown",
		"rate:*":                 "address:unknown",
	} {
		if got := ratelimit.Address(from("10.0.0.9:1", text), 1).String(); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestAddressesOfOneNetworkAreOneSubject(t *testing.T) {
	t.Parallel()
	subjects := map[string]bool{}
	for range 1000 {
		text := fmt.Sprintf("2001:db8:1:2:%x:%x:%x:%x", rand.N(1<<16), rand.N(1<<16), rand.N(1<<16), rand.N(1<<16))
		subjects[ratelimit.Address(from("10.0.0.9:1", text), 1).String()] = true
	}
	if len(subjects) != 1 {
		t.Errorf("1000 addresses of a /64 make %d subjects, want 1", len(subjects))
	}
}

func TestForgedHeadersChangeNothing(t *testing.T) {
	t.Parallel()
	for position, added := range map[int]string{0: "", 1: ", 5.5.5.5", 2: ", 5.5.5.5, 35.191.0.1"} {
		subjects := map[string]bool{}
		for i := range 1000 {
			forged := fmt.Sprintf("%d.%d.%d.%d", rand.N(256), rand.N(256), rand.N(256), rand.N(256))
			entries := strings.Repeat(forged+", ", i%5) + forged
			r := from(fmt.Sprintf("5.5.5.5:%d", 1024+i), entries+added)
			for _, header := range []string{"X-Real-Ip", "True-Client-Ip", "Cf-Connecting-Ip", "Forwarded"} {
				r.Header.Set(header, forged)
			}
			subjects[ratelimit.Address(r, position).String()] = true
		}
		if len(subjects) != 1 || !subjects["address:5.5.5.5"] {
			t.Errorf("position %d: 1000 forged headers made %d subjects, want 1", position, len(subjects))
		}
	}
}

func FuzzAddressIsOneOfThreeForms(f *testing.F) {
	for _, seed := range []string{"1.2.3.4", "[::1]:80", "::ffff:1.2.3.4%1", "a, b", ",", "[", "fe80::1%25eth0"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, forwarded string, position int) {
		got := ratelimit.Address(from("10.0.0.9:1", forwarded), position).String()
		text, ok := strings.CutPrefix(got, "address:")
		if ok && text == "unknown" {
			return
		}
		if a, err := netip.ParseAddr(text); ok && err == nil && a.Is4() {
			return
		}
		if p, err := netip.ParsePrefix(text); ok && err == nil && p.Bits() == 64 && p == p.Masked() && !p.Addr().Is4In6() {
			return
		}
		t.Errorf("%q at position %d: got %q, want an IPv4 address, an IPv6 network or unknown", forwarded, position, got)
	})
}
