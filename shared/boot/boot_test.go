package boot_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"testing"

	"github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/boot"
)

func teapot(struct{}) (boot.Service, error) {
	return boot.Service{HTTP: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	})}, nil
}

// The function listens on the platform's port, and the framework gets another one.
func TestHTTPServesTheFunctionOnThePort(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	_, port, _ := net.SplitHostPort(address)
	t.Setenv("PORT", port)
	t.Setenv("LOCAL_ONLY", "true")
	boot.HTTP(teapot)
	for _, path := range []string{"/", "//v1/posts", "/v1/./posts", "/v1/../posts"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusTeapot {
			t.Errorf("%s: got status %d, want %d", path, response.StatusCode, http.StatusTeapot)
		}
	}
	if left := os.Getenv("PORT"); left != "0" {
		t.Errorf("PORT is %q, so the framework would listen there too", left)
	}
}

func TestEventPassesTheEventAndItsOutcome(t *testing.T) {
	t.Parallel()
	outcome := errors.New("again")
	handle := boot.Event(func(struct{}) (boot.Service, error) {
		return boot.Service{Event: func(_ context.Context, e event.Event) error {
			if e.ID() == "7" {
				return outcome
			}
			return nil
		}}, nil
	})
	for id, want := range map[string]error{"7": outcome, "8": nil} {
		e := event.New()
		e.SetID(id)
		if err := handle(t.Context(), e); !errors.Is(err, want) {
			t.Errorf("event %s: %v, want %v", id, err, want)
		}
	}
}
