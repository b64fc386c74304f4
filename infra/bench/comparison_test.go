package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/versus"
	"social.example/shared/token"
)

// compared returns a bench that compares two servers, and the number of requests to
// each. Ours responds with 204, theirs with the status.
func compared(t *testing.T, status int) (b *bench, ours, theirs *atomic.Int64) {
	t.Helper()
	ours, theirs = new(atomic.Int64), new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/theirs/") {
			theirs.Add(1)
			w.WriteHeader(status)
			return
		}
		ours.Add(1)
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	recipe, err := versus.Parse([]byte(`{"name":"theirs","base":"` + server.URL + `","users":{"first":1,"count":9},"scenarios":{` +
		`"follow, unfollow":[{"method":"PUT","path":"/theirs/{user}","status":204}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	b = &bench{
		options: options{size: dataset.Tiny, only: everything, clients: []int{1, 2}, window: 40 * time.Millisecond, versus: &recipe},
		system:  &system{database: &database{}},
		say:     t.Logf,
	}
	set := dataset.New(dataset.Tiny)
	if b.theirs, err = b.other(set); err != nil {
		t.Fatal(err)
	}
	config := token.Config{Issuer: issuer, Audience: issuer, TTL: time.Hour}
	if err := config.Keys.Decode("k:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="); err != nil {
		t.Fatal(err)
	}
	b.world = scenario.New(set, token.New(config, time.Now), func(string) string { return server.URL })
	return b, ours, theirs
}

func TestBothServersAreMeasuredInOneRun(t *testing.T) {
	t.Parallel()
	b, ours, theirs := compared(t, http.StatusNoContent)
	if err := b.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.failure(); err != nil {
		t.Error(err)
	}
	if len(b.comparisons) != 2 || ours.Load() == 0 || theirs.Load() == 0 {
		t.Fatalf("got %d results of %d and %d requests, want 2 results, and requests to both", len(b.comparisons), ours.Load(), theirs.Load())
	}
	for n, d := range b.comparisons {
		if d.ours.Clients != n+1 || d.theirs.Clients != n+1 || len(d.ratios) > turns || d.ours.Within == 0 || d.theirs.Within == 0 {
			t.Errorf("result %d is %+v, want responses of both to %d clients", n, d, n+1)
		}
	}
}

func TestAWrongStatusOfTheirsFailsTheRun(t *testing.T) {
	t.Parallel()
	b, _, _ := compared(t, http.StatusConflict)
	if err := b.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.failure(); err == nil || !strings.Contains(err.Error(), "status 409, want 204") {
		t.Errorf("the failure is %v, want status 409", err)
	}
	var out strings.Builder
	b.writeComparisons(&out)
	if !strings.Contains(out.String(), "| follow, unfollow | 2 |") || !strings.Contains(out.String(), "| 0 | **") {
		t.Errorf("the failures are not in the table:\n%s", &out)
	}
}

func TestComparisonsAreReportedAsRatios(t *testing.T) {
	t.Parallel()
	b, _, _ := compared(t, http.StatusNoContent)
	turn := func(perSecond float64, latency, cpu time.Duration) cell {
		r := took(16, perSecond, latency)
		r.Within = 1
		return cell{functionCPU: cpu, databaseCPU: cpu, Result: r}
	}
	const ms = time.Millisecond
	b.comparisons = []comparison{{
		ours:   joined("profile", []cell{turn(300, 2*ms, ms), turn(500, 2*ms, ms)}),
		theirs: joined("profile", []cell{turn(200, 4*ms, 4*ms), turn(200, 4*ms, 4*ms)}),
		ratios: []float64{1.5, 2.5},
	}, {
		ours:   joined("mix", []cell{turn(100, ms, ms)}),
		theirs: joined("mix", []cell{{Result: load.Result{Clients: 16}}}),
	}}
	var out strings.Builder
	b.writeComparisons(&out)
	want := "| profile | 16 | 400 | 200 | 2.00 (1.50–2.50) | 2 | 4 | 0.50 | 2 | 4 | 0.50 | 0 | 0 | 2 | 8 | 0.25 |\n" +
		"| mix | 16 | 100 | 0.0 |  | 1 | 0 |  | 1 | 0 |  | 0 | – | 2 |  |  |\n"
	if !strings.HasSuffix(out.String(), want) {
		t.Errorf("it ends with\n%s\nwant\n%s", &out, want)
	}
}

// TestServeDescribesScenarios checks the requests that another bench sends to a served
// one.
func TestServeDescribesScenarios(t *testing.T) {
	t.Parallel()
	for _, size := range []dataset.Size{dataset.Tiny, dataset.S} {
		ids := versus.IDs{First: 1, Count: 10}
		recipe := versus.Recipe{
			Name: "served", Base: "http://localhost:1", Viewers: ids, Users: ids, Posts: ids, Scenarios: described(size),
		}
		text, err := json.Marshal(recipe)
		if err != nil {
			t.Fatal(err)
		}
		if recipe, err = versus.Parse(text); err != nil {
			t.Fatal(err)
		}
		if _, err := versus.New(recipe, dataset.New(size), scenario.Names(size)); err != nil {
			t.Errorf("%s: %v", size.Name, err)
		}
	}
}
