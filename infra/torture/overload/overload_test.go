// Package overload sends as many requests as the API can answer, then twice that,
// and checks that nothing is left behind.
package overload_test

import (
	"io"
	"log/slog"
	"os"
	"runtime"
	"testing"
	"time"

	"social.example/shared/gcplog"
	"social.example/shared/test/figure"
)

func TestMain(m *testing.M) {
	slog.SetDefault(gcplog.New(io.Discard)) // a stored log would grow the memory
	os.Exit(m.Run())
}

const (
	clients = 16 // enough to saturate the processors
	// waiting is the number of pending requests at twice the rate that the processors can
	// answer: as many as two instances of a function would get.
	waiting = 500
	// warm is the number of requests after which all one-time work is done.
	warm = 3_000
)

func TestOverloadLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	period := time.Duration(figure.Size(2, 600)) * time.Second
	c := gather(t)
	alone := figure.Size(0, 1) == 1 // otherwise other tests run concurrently and distort the times
	before := time.Duration(0)
	if alone {
		before = c.percentile99(t)
	}
	idle := c.settled()

	for c.answered.Load() < warm {
		c.keepAsking(t, clients, period/10)
	}
	unhurried, began := c.answered.Load(), time.Now()
	saturation := watch(period/100, func() { c.keepAsking(t, clients, period) })
	answered := c.answered.Load()
	rate := float64(answered-unhurried) / time.Since(began).Seconds()
	overload := watch(period/100, func() { c.askAtRate(t, 2*rate, waiting, period) })
	t.Logf("%.0f requests a second at saturation, %d of %d refused at twice that, %d never sent",
		rate, c.refused.Load(), c.answered.Load()-answered, c.unsent.Load())

	figure.Report(t, "requests at saturation and at twice that: answered otherwise than right, 429 or 503",
		int(c.answered.Load()), int(c.wrong.Load()))
	lost, written := c.lost(t)
	figure.Report(t, "writes acknowledged at saturation and at twice that: lost", written, lost)
	figure.Report(t, "looks at memory and goroutines at saturation and at twice that: a quarter above the first half's",
		len(saturation)+len(overload), grown(t, saturation)+grown(t, overload))
	// Idle connections to Redis stay in the pools: ten per function and processor.
	// A Redis in this process has two goroutines for each.
	pooled := uint64(2 * 10 * len(c.api.Functions) * runtime.GOMAXPROCS(0))
	if left := c.settled(); left > idle+pooled {
		t.Errorf("%d goroutines remain, want at most %d and %d of idle connections", left, idle, pooled)
	}

	if !alone {
		return
	}
	slower := 0
	after := c.percentile99(t)
	t.Logf("p99 %v before, %v after", before, after)
	if after > 2*before {
		slower++
	}
	figure.Report(t, "p99 of 2,000 requests after the overload: more than twice that before", 1, slower)
}
