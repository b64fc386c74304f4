package main

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"social.example/infra/bench/baseline"
	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

var everything = regexp.MustCompile("")

// took returns a result with one response of that latency.
func took(clients int, perSecond float64, latency time.Duration) load.Result {
	return load.Result{Clients: clients, PerSecond: perSecond, Latencies: []time.Duration{latency}, Tried: 1}
}

func benchOf(cells ...cell) *bench { return &bench{options: options{size: dataset.L}, cells: cells} }

func TestTargetsAreMetOrMissed(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	json := cell{name: baseline.JSON, Result: took(16, 1000, ms)}
	wrong := took(16, 2000, ms)
	wrong.Failure = errors.New("wrong")
	for _, c := range []struct {
		name string
		b    *bench
		met  bool
	}{
		{"a quick feed", benchOf(cell{name: "feed, follows 10", Result: took(1, 1, 3*ms)}), true},
		{"a slow feed", benchOf(cell{name: "feed, follows 10", Result: took(1, 1, 4*ms)}), false},
		{"a feed for many at once", benchOf(cell{name: "feed, follows 10", Result: took(16, 1000, ms)}), true},
		{"a feed for few at once", benchOf(cell{name: "feed, follows 10", Result: took(16, 999, ms)}), false},
		{"a search", benchOf(cell{name: "feed, search in 1 %", Result: took(1, 1, 100*ms)}), true},
		{"a slow tag", benchOf(cell{name: "feed, tag of rank 1", Result: took(1, 1, 101*ms)}), false},
		{"profiles", benchOf(json, cell{name: scenario.Profile, baseline: scenario.JSON, Result: took(16, 600, ms)}), true},
		{"slow profiles", benchOf(json, cell{name: scenario.Profile, baseline: scenario.JSON, Result: took(16, 599, ms)}), false},
		{"a mix", benchOf(cell{name: scenario.Mix, Result: took(16, 1500, ms)}), true},
		{"a slow mix", benchOf(cell{name: scenario.Mix, Result: took(16, 1499, ms)}), false},
		{"a wrong mix", benchOf(cell{name: scenario.Mix, Result: wrong}), false},
		{"profiles during sign-ins", &bench{interference: []cell{{Result: took(16, 1, ms)}, {Result: took(16, 1, 2*ms)}}}, true},
		{"profiles behind sign-ins", &bench{interference: []cell{{Result: took(16, 1, ms)}, {Result: took(16, 1, 3*ms)}}}, false},
	} {
		targets := c.b.targets()
		if len(targets) != 1 || targets[0].met != c.met {
			t.Errorf("%s: got %+v, want one target, met: %t", c.name, targets, c.met)
		}
	}
}

func TestTargetsCompareADeepPageWithTheFirst(t *testing.T) {
	t.Parallel()
	first := cell{name: "feed, follows 150", Result: took(1, 1, 2*time.Millisecond)}
	for latency, met := range map[time.Duration]bool{4 * time.Millisecond: true, 5 * time.Millisecond: false} {
		targets := benchOf(first, cell{name: "feed after 1000 posts, follows 150", Result: took(1, 1, latency)}).targets()
		if len(targets) != 2 || targets[1].met != met {
			t.Errorf("a deep page of %s: got %+v, want two targets, the second met: %t", latency, targets, met)
		}
	}
}

func TestTargetsOfStarts(t *testing.T) {
	t.Parallel()
	b := &bench{starts: []start{
		{name: "hello", answer: 2 * time.Millisecond},
		{name: "users", answer: 3 * time.Millisecond, resident: 40 << 20},
		{name: "feed", answer: 4 * time.Millisecond, resident: 41 << 20},
	}}
	var met []bool
	for _, target := range b.targets() {
		met = append(met, target.met)
	}
	if len(met) != 4 || !met[0] || !met[1] || met[2] || met[3] {
		t.Errorf("met %v, want true, true, false, false", met)
	}
}

func TestReportShowsFailuresAndShares(t *testing.T) {
	t.Parallel()
	failed := took(16, 500, time.Millisecond)
	failed.Tried, failed.Failed, failed.Failure = 10, 3, errors.New("wrong")
	b := benchOf(cell{name: baseline.JSON, Result: took(16, 1000, time.Millisecond)}, cell{name: "profile", baseline: scenario.JSON, Result: failed})
	var out strings.Builder
	b.writeCells(&out)
	if want := "| profile | 16 | 500 | 1 | 1 | 1 | **3 of 10** |  |  | 50 % |\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("the table is\n%s\nwant it to end with\n%s", &out, want)
	}
	if err := b.failure(); err == nil || !strings.Contains(err.Error(), "profile, 16 clients: wrong") {
		t.Errorf("the failure is %v, want that of profile", err)
	}
}

func TestParseRefusesInvalidFlags(t *testing.T) {
	t.Parallel()
	o, err := parse([]string{"-size", "l", "-only", "feed|mix", "-clients", "1,4", "-instances", "3"})
	if err != nil || o.size != dataset.L || o.instances != 3 || !o.wants("the mix") || o.wants("profile") || len(o.clients) != 2 {
		t.Errorf("got %+v, %v, want the options of the flags", o, err)
	}
	for _, args := range [][]string{
		{"-size", "XL"},
		{"-only", "("},
		{"-clients", "0"},
		{"-clients", "many"},
		{"-instances", "0"},
		{"-database-cpus", "-1"},
		{"-database-cpus", "0-1"},
		{"-versus", "no.json"},
	} {
		if _, err := parse(args); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}
