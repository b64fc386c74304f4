package boot_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/apitest"
	"social.example/shared/boot"
)

func TestHTTPServesTheFunction(t *testing.T) {
	t.Parallel()
	handler := boot.HTTP(func() (boot.Service, error) {
		return boot.Service{HTTP: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
		})}, nil
	})
	apitest.Client{Handler: handler}.Do(t, "GET", "/", nil).Want(t, http.StatusTeapot)
}

func TestEventPassesTheEventAndItsOutcome(t *testing.T) {
	t.Parallel()
	outcome := errors.New("again")
	handle := boot.Event(func() (boot.Service, error) {
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
