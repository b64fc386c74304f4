package boot

import (
	"runtime/debug"
	"testing"
)

func TestGarbageIsCollectedLessUnlessGOGCSaysOtherwise(t *testing.T) { //nolint:paralleltest // the percentage is the process's
	before := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	for given, want := range map[int]int{100: garbagePercent, 50: 50, -1: -1} {
		debug.SetGCPercent(given)
		collectLess()
		if got := debug.SetGCPercent(given); got != want {
			t.Errorf("GOGC=%d: collects at %d, want %d", given, got, want)
		}
	}
}
