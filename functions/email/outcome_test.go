package email

import (
	"fmt"
	"net/http"
	"testing"
)

// Errors trigger the alert. A failure that blocks all mails until an operator fixes
// it is logged as an error; the refusal of a single address is not.
func TestOutcomeDependsOnTheStatusOfSendGrid(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status   int
		calls    int
		again    bool
		state    string
		severity string
	}{
		{http.StatusOK, 1, false, "sent", "INFO"},
		{http.StatusBadRequest, 1, false, "failed", "WARNING"},
		{http.StatusRequestEntityTooLarge, 1, false, "failed", "WARNING"},
		{http.StatusUnauthorized, 1, true, "open", "ERROR"},
		{http.StatusForbidden, 1, true, "open", "ERROR"},
		{http.StatusTooManyRequests, 5, true, "open", "WARNING"},
		{http.StatusBadGateway, 5, true, "open", "WARNING"},
	} {
		t.Run(fmt.Sprint(test.status), func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			id := f.register(t, "maya")
			f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(test.status) })
			if err := f.send(t, id); err != nil || f.state(t, id) != test.state {
				t.Errorf("%v, the mail is %s, want %s", err, f.state(t, id), test.state)
			}
			if n := f.sendGrid.requests(); n != test.calls {
				t.Errorf("SendGrid got %d requests, want %d", n, test.calls)
			}
			if got := worst(t); got != test.severity {
				t.Errorf("logged with severity %s, want %s", got, test.severity)
			}
			f.sendGrid.set(nil)
			f.wait(t, "61 seconds")
			if err := f.sweep(t); err != nil {
				t.Errorf("the next sweep: %v", err)
			}
			if n := len(f.sendGrid.accepted()); test.again && n != 1 || !test.again && n != 0 {
				t.Errorf("%d mails after the next sweep; another try is wanted: %t", n, test.again)
			}
		})
	}
}
