// Package hostile sends the API valid requests made from its OpenAPI document, and
// damaged ones.
package hostile_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"social.example/infra/torture/api"
	"social.example/shared/test/apitest"
	"social.example/shared/test/figure"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

// fixed is the seed of half of the requests. The others get a new seed in each run.
const fixed = 20261123

func TestHostileRequests(t *testing.T) {
	t.Parallel()
	target := newTarget(t, api.New(t))
	const workers = 4
	each := figure.Size(8_000, 120_000) / workers
	fresh := rand.Uint64()
	t.Logf("seeds %d and %d", uint64(fixed), fresh)
	var group sync.WaitGroup
	for i := range workers {
		seed := uint64(fixed)
		if i%2 == 1 {
			seed = fresh
		}
		g := target.generator(rand.New(rand.NewPCG(seed, uint64(i))))
		group.Go(func() {
			for range each {
				target.try(t, g.request())
			}
		})
	}
	group.Wait()
	target.checkAccepted(t, target.generator(rand.New(rand.NewPCG(fresh, workers))))
	target.report(t, each*workers)
}

// checkAccepted checks that each operation that needs no secret accepted some request,
// which shows that requests get past validation. An operation that accepted none by
// chance gets more requests, without damage.
func (s *target) checkAccepted(t *testing.T, g generator) {
	for _, o := range s.operations {
		if slices.Contains(secret, o.OperationID) {
			continue
		}
		for range 1_000 {
			if s.accepted[o.OperationID] > 0 {
				break
			}
			if a, ok := g.draft(o).attempt(o); ok {
				s.try(t, a)
			}
		}
		if s.accepted[o.OperationID] == 0 {
			t.Errorf("%s was never accepted", o.OperationID)
		}
	}
}

// report reports the figures.
func (s *target) report(t *testing.T, tried int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	t.Logf("responses by status: %v", s.statuses)
	failures := 0
	for status, n := range s.statuses {
		if status >= 500 {
			failures += n
		}
	}
	panics := len(log.Lines("a handler panicked"))
	figure.Report(t, "hostile requests: answered 5xx", tried, failures)
	figure.Report(t, "hostile requests: panics", tried, panics)
	figure.Report(t, "hostile requests: never answered", tried, s.hung)
	figure.Report(t, "hostile requests: answers whose status, body, headers or sharing break the API's description", tried, s.deviations)
	for _, line := range log.Lines("a handler panicked") {
		t.Errorf("%.2000s", line)
		break
	}
}

// describe formats a request for a failure message.
func describe(method, path string, body []byte, header map[string][]string) string {
	var h strings.Builder
	for name, values := range header {
		fmt.Fprintf(&h, " %s=%.80q", name, values)
	}
	return fmt.Sprintf("%s %.300s%s %.300q", method, path, h.String(), body)
}
