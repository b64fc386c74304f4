package topic

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestIdentityKeepsItsTokenUntilItIsAboutToEnd(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/computeMetadata/v1/instance/service-accounts/default/token" || r.Header.Get("Metadata-Flavor") != "Google" {
			t.Errorf("asked %s with %v, want the token of the metadata server", r.URL, r.Header)
		}
		asked++
		w.Header().Set("Metadata-Flavor", "Google")
		_, _ = fmt.Fprintf(w, `{"access_token":"token %d","expires_in":3599,"token_type":"Bearer"}`, asked)
	}))
	t.Cleanup(server.Close)
	t.Setenv("GCE_METADATA_HOST", strings.TrimPrefix(server.URL, "http://"))
	var i identity
	for _, want := range []string{"token 1", "token 1"} {
		if got, err := i.token(t.Context()); err != nil || got != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	i.ends = time.Now().Add(early)
	if got, err := i.token(t.Context()); err != nil || got != "token 2" {
		t.Errorf("shortly before the end of the first: got %q, %v; want token 2", got, err)
	}
}

func TestIdentityRefusesAResponseWithoutToken(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{}`))
	}))
	t.Cleanup(server.Close)
	t.Setenv("GCE_METADATA_HOST", strings.TrimPrefix(server.URL, "http://"))
	if got, err := (&identity{}).token(t.Context()); err == nil {
		t.Errorf("got %q, want an error", got)
	}
}
