package token_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// Keys come from the configuration: nobody is asked for those that a token names.
func TestVerifyFetchesNoKeys(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	for _, name := range []string{"jku", "x5u"} {
		f := newForgery()
		f.header[name] = server.URL
		if _, err := authority(t).Verify(f.sign(t)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		f.header["kid"] = "k2"
		if _, err := authority(t).Verify(f.sign(t)); err == nil {
			t.Errorf("%s: a key that is not ours is taken", name)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d requests for keys", n)
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
