package load_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"social.example/infra/bench/load"
)

func TestPercentileIsTheNearestRank(t *testing.T) {
	t.Parallel()
	var r load.Result
	if got := r.Percentile(50); got != 0 {
		t.Errorf("without latencies: got %s, want 0", got)
	}
	for i := range 100 {
		r.Latencies = append(r.Latencies, time.Duration(i+1))
	}
	for p, want := range map[float64]time.Duration{0: 1, 1: 1, 50: 50, 50.5: 51, 95: 95, 99: 99, 100: 100} {
		if got := r.Percentile(p); got != want {
			t.Errorf("p%v of 1 to 100 is %d, want %d", p, got, want)
		}
	}
	r.Latencies = r.Latencies[:3]
	for p, want := range map[float64]time.Duration{33: 1, 34: 2, 50: 2, 99: 3} {
		if got := r.Percentile(p); got != want {
			t.Errorf("p%v of 1 to 3 is %d, want %d", p, got, want)
		}
	}
}

// The tests of Run use a fake clock, so a response takes exactly as long as they
// sleep.

func TestRunAsksAsManyAtOnceAsPlanned(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const clients = 4
		var now, most, asked atomic.Int64
		r := load.Run(t.Context(), load.Plan{Clients: clients, Window: 100 * time.Millisecond}, func(context.Context, *load.Client) error {
			asked.Add(1)
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			time.Sleep(time.Millisecond)
			return nil
		})
		if r.Failure != nil || r.Failed != 0 {
			t.Errorf("%d failed: %v; want none", r.Failed, r.Failure)
		}
		if most.Load() != clients {
			t.Errorf("%d asked at once, want %d", most.Load(), clients)
		}
		if int64(r.Tried) != asked.Load() || len(r.Latencies) != r.Tried || r.Clients != clients {
			t.Errorf("asked %d times, but counted %d with %d latencies", asked.Load(), r.Tried, len(r.Latencies))
		}
	})
}

func TestRunCountsFailuresAndKeepsTheFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wrong := errors.New("wrong")
		r := load.Run(t.Context(), load.Plan{Clients: 1, Window: 20 * time.Millisecond}, func(_ context.Context, c *load.Client) error {
			time.Sleep(time.Millisecond)
			if c.Asked%2 == 1 {
				return wrong
			}
			return nil
		})
		if r.Tried != 20 || r.Within != 19 || r.Failed != 10 || len(r.Latencies) != 10 || !errors.Is(r.Failure, wrong) {
			t.Errorf("tried %d, within %d, failed %d with %v, %d latencies; want 20, 19, 10 with %v, 10",
				r.Tried, r.Within, r.Failed, r.Failure, len(r.Latencies), wrong)
		}
	})
}

func TestJoinAddsUpAllRuns(t *testing.T) {
	t.Parallel()
	wrong := errors.New("wrong")
	got := load.Join([]load.Result{
		{Clients: 2, PerSecond: 100, Latencies: []time.Duration{1, 4}, Tried: 3, Within: 2, Failed: 1, Failure: wrong},
		{Clients: 2, PerSecond: 300, Latencies: []time.Duration{2, 3}, Tried: 2, Within: 1, Failure: errors.New("later")},
	})
	if got.Clients != 2 || got.PerSecond != 200 || got.Tried != 5 || got.Within != 3 || got.Failed != 1 || !errors.Is(got.Failure, wrong) {
		t.Errorf("got %+v, want 2 clients, 200 a second, 5 tried, 3 within, 1 failed with %v", got, wrong)
	}
	if got.Percentile(50) != 2 || got.Percentile(100) != 4 {
		t.Errorf("the latencies are %v, want 1 to 4", got.Latencies)
	}
}

// TestRunKeepsAFailureOfTheWarmUp checks that a wrong response in the warm-up is
// reported, but not counted.
func TestRunKeepsAFailureOfTheWarmUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wrong := errors.New("wrong")
		began, ended, checked := false, false, false
		plan := load.Plan{
			Clients: 1, WarmUp: 50 * time.Millisecond, Window: 20 * time.Millisecond,
			Begin: func() { began = true }, End: func() { ended = true },
		}
		r := load.Run(t.Context(), plan, func(_ context.Context, c *load.Client) error {
			time.Sleep(time.Millisecond)
			if c.Asked == 0 {
				checked = c.Check
				return wrong
			}
			return nil
		})
		if r.Failed != 0 || !errors.Is(r.Failure, wrong) {
			t.Errorf("%d failed, with %v; want 0, with %v", r.Failed, r.Failure, wrong)
		}
		if !began || !ended || !checked {
			t.Errorf("began %t, ended %t, checked %t; want all true", began, ended, checked)
		}
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		r := load.Run(ctx, load.Plan{Clients: 2, Window: time.Hour}, func(ctx context.Context, _ *load.Client) error {
			cancel()
			return ctx.Err()
		})
		if r.Failure != nil {
			t.Errorf("the end counts as a failure: %v", r.Failure)
		}
	})
}
