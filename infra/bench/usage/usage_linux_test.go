package usage_test

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"social.example/infra/bench/usage"
)

func TestCPUGrowsWithWork(t *testing.T) {
	t.Parallel()
	before := usage.CPU(os.Getpid())
	for usage.CPU(os.Getpid()) <= before { // each call uses processor time
	}
	if got := usage.CPU(1 << 30); got != 0 {
		t.Errorf("a process that does not exist has used %s, want 0", got)
	}
}

func TestCPUWithChildrenKeepsWhatEndedChildrenUsed(t *testing.T) {
	t.Parallel()
	own, tree := usage.CPU(os.Getpid()), usage.CPUWithChildren(os.Getpid())
	if err := exec.CommandContext(t.Context(), "sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done").Run(); err != nil {
		t.Fatal(err)
	}
	gained, alone := usage.CPUWithChildren(os.Getpid())-tree, usage.CPU(os.Getpid())-own
	if gained <= alone {
		t.Errorf("with the ended child %s, without it %s; want more with it", gained, alone)
	}
}

func TestResidentIsMoreThanNothing(t *testing.T) {
	t.Parallel()
	if got := usage.Resident(os.Getpid()); got < 1<<20 {
		t.Errorf("this process has %d bytes resident, want at least 1 MiB", got)
	}
}

func TestMachineCountsNeitherIdleTimeNorWhatOthersUse(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]time.Duration{
		"cpu  1 20 300 4000 50000 600 7000 80000 1 20": 7921 * 10 * time.Millisecond,
		"cpu  1 20 300 4000":                           321 * 10 * time.Millisecond,
		"":                                             0,
	} {
		if got := usage.Busy(line); got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
}

func TestMachineGrowsWithWork(t *testing.T) {
	t.Parallel()
	for before := usage.Machine(); usage.Machine() <= before; { // each call uses processor time
	}
}
