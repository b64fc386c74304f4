package password

import (
	"syscall"
	"testing"
)

// TestHashesRunAtLowPriority reads the priority of a hashing thread, and of another
// thread afterwards.
func TestHashesRunAtLowPriority(t *testing.T) {
	t.Parallel()
	// The system call returns 20 minus the nice value, which is from -20 to 19.
	niceOf := func() int {
		priority, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0)
		if err != nil {
			t.Error(err)
		}
		return 20 - priority
	}
	before := niceOf()
	var during int
	err := New(Config{Cost: 4}).work(t.Context(), 0, func() error {
		during = niceOf()
		return nil
	})
	if err != nil || during != max(before, niceness) {
		t.Errorf("hashes run at nice %d, %v; want %d", during, err, max(before, niceness))
	}
	if after := niceOf(); after != before {
		t.Errorf("other threads run at nice %d afterwards, at %d before", after, before)
	}
}
