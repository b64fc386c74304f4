package system

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// Memory returns how many kB the function's process has in memory now, and how
// many it had at most since the last ForgetPeak.
func (f *Function) Memory(t testing.TB) (now, peak int) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.PID()))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) (kB int) {
		match := regexp.MustCompile(`(?m)^` + name + `:\s*(\d+) kB$`).FindSubmatch(text)
		if match == nil {
			t.Fatalf("the process says nothing of %s", name)
		}
		kB, err := strconv.Atoi(string(match[1]))
		if err != nil {
			t.Fatal(err)
		}
		return kB
	}
	return read("VmRSS"), read("VmHWM")
}

// ForgetPeak begins to look for the peak of Memory anew.
func (f *Function) ForgetPeak(t testing.TB) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", f.PID()), []byte("5"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Descriptors is how many files and connections the function's process has open.
func (f *Function) Descriptors(t testing.TB) int {
	t.Helper()
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", f.PID()))
	if err != nil {
		t.Fatal(err)
	}
	return len(open)
}
