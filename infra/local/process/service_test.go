package process_test

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
	"testing"

	"social.example/infra/local/process"
)

// sleeper returns a service and a channel of its processes as they start.
func sleeper(t *testing.T, fail func(start int) error) (*process.Service, <-chan *process.Process, <-chan error) {
	t.Helper()
	started, problems := make(chan *process.Process, 10), make(chan error, 10)
	starts := 0
	service, err := process.Keep(t.Context(), process.Spec{
		Start: func(context.Context) (*process.Process, error) {
			starts++
			if err := fail(starts); err != nil {
				return nil, err
			}
			p, err := process.Start(exec.Command("sleep", "1000"), syscall.SIGTERM)
			if err == nil {
				started <- p
			}
			return p, err
		},
		Problem: func(err error) { problems <- err },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	return service, started, problems
}

func never(int) error { return nil }

func TestServiceRevivesWhatDies(t *testing.T) {
	t.Parallel()
	_, started, problems := sleeper(t, never)
	for range 3 {
		p := <-started
		if err := syscall.Kill(p.PID(), syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		if err := <-problems; err == nil {
			t.Error("the death of the process was not reported")
		}
	}
	<-started
}

func TestServiceThatIsKilledIsStartedAgain(t *testing.T) {
	t.Parallel()
	service, started, problems := sleeper(t, never)
	first := <-started
	service.Kill()
	<-first.Done()
	if err := <-problems; err == nil {
		t.Error("the death of the process was not reported")
	}
	<-started
}

func TestServiceKeepsTrying(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	_, started, problems := sleeper(t, func(start int) error {
		if start == 2 || start == 3 {
			return broken
		}
		return nil
	})
	(<-started).Stop()
	for _, want := range []bool{false, true, true} { // the death, and two starts
		if err := <-problems; errors.Is(err, broken) != want {
			t.Errorf("got %v, want the error of a start: %t", err, want)
		}
	}
	<-started
}

func TestReplaceEndsTheOldProcess(t *testing.T) {
	t.Parallel()
	service, started, problems := sleeper(t, never)
	first := <-started
	if err := service.Replace(); err != nil {
		t.Fatal(err)
	}
	second := <-started
	<-first.Done()
	service.Close()
	<-second.Done()
	if len(problems) != 0 {
		t.Errorf("got %v, want no problem", <-problems)
	}
}

func TestReplaceKeepsTheOldProcessIfTheNewOneFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	service, started, _ := sleeper(t, func(start int) error {
		if start == 2 {
			return broken
		}
		return nil
	})
	first := <-started
	if err := service.Replace(); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	select {
	case <-first.Done():
		t.Error("the old process has ended")
	default:
	}
}

func TestFirstStartMustSucceed(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	_, err := process.Keep(t.Context(), process.Spec{
		Start: func(context.Context) (*process.Process, error) { return nil, broken },
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}
