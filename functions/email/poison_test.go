package email

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func wantText(t *testing.T, body string, wanted, unwanted []string) {
	t.Helper()
	for _, part := range wanted {
		if !strings.Contains(body, part) {
			t.Errorf("no %q in %s", part, body)
		}
	}
	for _, part := range unwanted {
		if strings.Contains(body, part) {
			t.Errorf("unwanted %q in %s", part, body)
		}
	}
}

// Mails that always fail, both old and new, are mixed with good ones. Each sweep
// ends after some failures in a row, but all good mails arrive.
func TestAPoisonMailStopsNoOther(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	mails, poison := figure.Size(50, 500), 20
	f.sendGrid.refuse = func(to string) int {
		if strings.HasPrefix(to, "poison") {
			return http.StatusInternalServerError
		}
		return 0
	}
	for n := range mails {
		f.register(t, fmt.Sprint("newcomer_", n))
		if n < poison {
			f.register(t, fmt.Sprint("poison_", n))
		}
	}
	for n := range poison {
		f.register(t, fmt.Sprint("poison_new_", n))
	}
	for range 20 {
		f.wait(t, "61 seconds")
		if err := f.sweep(t); err != nil {
			t.Error(err)
		}
	}
	lost, got := 0, f.sendGrid.count()
	for n := range mails {
		if got[factory.Email(fmt.Sprint("newcomer_", n))] != 1 {
			lost++
		}
	}
	if lost > 0 {
		t.Errorf("%d mails were not sent", lost)
	}
	figure.Report(t, "mails among poison mails: not sent after 20 sweeps", mails, lost)
}

func TestAFailingMailIsTriedWithGrowingPausesAndGivenUpWithAnAlert(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "maya")
	f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) })
	var tries []int
	for minute := range 32 {
		f.wait(t, "61 seconds")
		before := f.sendGrid.requests()
		if err := f.sweep(t); err != nil {
			t.Fatal(err)
		}
		if f.sendGrid.requests() > before {
			tries = append(tries, minute)
		}
	}
	if fmt.Sprint(tries) != "[0 1 3 7 15 31]" {
		t.Errorf("tried at minutes %v, want doubling pauses", tries)
	}
	for range store.Attempts {
		f.wait(t, "1 hour")
		if err := f.sweep(t); err != nil {
			t.Fatal(err)
		}
	}
	if f.sendGrid.requests() != store.Attempts || f.state(t, id) != "failed" || worst(t) != "ERROR" {
		t.Errorf("%d tries, the mail is %s, severity %s; want %d, failed and ERROR", f.sendGrid.requests(), f.state(t, id), worst(t), store.Attempts)
	}
}

func TestASweepEndsAfterSeveralFailuresInARowAndTakesNoAttemptFromTheRest(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const mails = 12
	for n := range mails {
		f.register(t, fmt.Sprint("newcomer_", n))
	}
	f.wait(t, "61 seconds")
	f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) })
	if err := f.sweep(t); err != nil || f.sendGrid.requests() != sweepFailures {
		t.Errorf("%v after %d requests, want %d", err, f.sendGrid.requests(), sweepFailures)
	}
	var attempts, claimed int
	err := f.db.QueryRow(t.Context(), `SELECT sum(attempts), count(claimed_until) FROM emails`).Scan(&attempts, &claimed)
	if err != nil || attempts != sweepFailures || claimed != 0 {
		t.Errorf("%d attempts are counted, %d mails claimed, %v; want %d and none", attempts, claimed, err, sweepFailures)
	}
}
