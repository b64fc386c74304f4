package system

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// Memory returns the resident memory of the function's process in kB, now and at
// its peak since the last ForgetPeak.
func (f *Function) Memory(t testing.TB) (now, peak int) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.PID()))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) (kB int) {
		match := regexp.MustCompile(`(?m)^` + name + `:\s*(\d+) kB$`).FindSubmatch(text)
		if match == nil {
			t.Fatalf("the process status has no %s", name)
		}
		kB, err := strconv.Atoi(string(match[1]))
		if err != nil {
			t.Fatal(err)
		}
		return kB
	}
	return read("VmRSS"), read("VmHWM")
}

// ForgetPeak resets the peak that Memory returns.
func (f *Function) ForgetPeak(t testing.TB) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", f.PID()), []byte("5"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Descriptors returns the number of open file descriptors of the function's
// process.
func (f *Function) Descriptors(t testing.TB) int {
	t.Helper()
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", f.PID()))
	if err != nil {
		t.Fatal(err)
	}
	return len(open)
}
