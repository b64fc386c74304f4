package main

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

// TestBindBindsAProcessAndItsChildren binds to a processor that the test may use itself.
func TestBindBindsAProcessAndItsChildren(t *testing.T) {
	t.Parallel()
	var own unix.CPUSet
	if err := unix.SchedGetaffinity(os.Getpid(), &own); err != nil {
		t.Fatal(err)
	}
	processor := 0
	for !own.IsSet(processor) {
		processor++
	}
	parent := exec.CommandContext(t.Context(), "sh", "-c", "sleep 60 & echo $!; wait")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = parent.Process.Kill(); _ = parent.Wait() })
	var child int
	if _, err := fmt.Fscan(out, &child); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Kill(child, unix.SIGKILL) })
	if err := bind(parent.Process.Pid, []int{processor}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int{parent.Process.Pid, child} {
		var set unix.CPUSet
		if err := unix.SchedGetaffinity(id, &set); err != nil {
			t.Fatal(err)
		}
		if set.Count() != 1 || !set.IsSet(processor) {
			t.Errorf("process %d may use %d processors, want only processor %d", id, set.Count(), processor)
		}
	}
}

func TestBindRefusesProcessorsThatDoNotExist(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1023, 1 << 20} {
		if err := bind(os.Getpid(), []int{n}); err == nil {
			t.Errorf("processor %d was accepted", n)
		}
	}
}
