package apitest

import "runtime"

// Allocated returns how many bytes the process allocates while do runs. It counts
// all goroutines, so tests that call it must not be parallel.
func Allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
