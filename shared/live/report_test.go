package live

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"social.example/shared/store"
	"social.example/shared/test/apitest"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

// TestATransactionThatHoldsEventsBackIsReportedOnce has a transaction that grows older
// than 5 s and ends, and then another.
func TestATransactionThatHoldsEventsBackIsReportedOnce(t *testing.T) {
	t.Parallel()
	const pid = 987_654_321 // of no process that another test reports
	p := &poller{}
	for range 2 {
		for _, age := range []time.Duration{0, 5 * time.Second, 5*time.Second + time.Microsecond, time.Minute} {
			p.report(t.Context(), store.Horizon{Age: age, PID: pid})
		}
	}
	lines := log.Lines(strconv.Itoa(pid))
	if len(lines) != 2 || !strings.Contains(lines[0], `"severity":"ERROR"`) {
		t.Errorf("two transactions are reported by %q, want two errors", lines)
	}
}
