package token_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// Keys come from the configuration only. Key URLs and keys in a token are
// ignored.
func TestVerifyFetchesNoKeys(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	for _, name := range []string{"jku", "x5u"} {
		f := newForgery()
		f.header[name] = server.URL
		if _, err := authority(t).Verify(f.sign(t)); err != nil {
			t.Errorf("%s: got %v, want the header ignored", name, err)
		}
		f.header["kid"] = "k2"
		if _, err := authority(t).Verify(f.sign(t)); err == nil {
			t.Errorf("%s: a foreign key is accepted", name)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d requests for keys were sent, want none", n)
	}
}

func TestVerifyReadsNoRightsFromClaims(t *testing.T) {
	t.Parallel()
	plain, more := newForgery(), newForgery()
	more.claims["role"], more.claims["level"], more.claims["admin"] = "admin", 3, true
	want, err := authority(t).Verify(plain.sign(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := authority(t).Verify(more.sign(t)); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}
