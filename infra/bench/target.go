package main

import (
	"fmt"
	"strings"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/scenario"
)

// target is a design target and its measured value. The times are for size L;
// smaller sizes meet them too easily.
type target struct {
	text string
	is   string
	met  bool
}

const (
	feedMedian  = 3 * time.Millisecond
	feedWorst   = 25 * time.Millisecond
	filterWorst = 100 * time.Millisecond
	memory      = 40 << 20
	streamWorst = time.Second
)

// targets returns the targets for which there are measurements.
func (b *bench) targets() []target {
	var list []target
	list = append(list, b.feedTargets()...)
	list = append(list, b.filterTargets()...)
	list = append(list, b.baselineTargets()...)
	list = append(list, b.likeTargets()...)
	list = append(list, b.interferenceTargets()...)
	list = append(list, b.startTargets()...)
	return append(list, b.streamTargets()...)
}

func (b *bench) feedTargets() []target {
	var list []target
	for _, g := range dataset.Groups() {
		name := "feed, " + b.size.Describe(g)
		if c, ok := b.find(name, 1); ok {
			p50, p99 := c.Percentile(50), c.Percentile(99)
			list = append(list, target{
				name + ": p50 ≤ 3 ms, p99 ≤ 25 ms at 1 client",
				fmt.Sprintf("%s, %s ms", milliseconds(p50), milliseconds(p99)),
				p50 <= feedMedian && p99 <= feedWorst && c.Failure == nil,
			})
			if d, ok := b.find("feed after 1000 posts, "+b.size.Describe(g), 1); ok {
				times := float64(d.Percentile(50)) / float64(p50)
				list = append(list, target{
					name + ": page after 1,000 posts ≤ 2 × the first", fmt.Sprintf("%.2f ×", times), times <= 2 && d.Failure == nil,
				})
			}
		}
		if c, ok := b.find(name, 16); ok && b.size.Counts[g] <= 150 {
			list = append(list, target{name + ": ≥ 1,000/s at 16 clients", rate(c.PerSecond) + "/s", c.PerSecond >= 1000 && c.Failure == nil})
		}
	}
	return list
}

func (b *bench) filterTargets() []target {
	var list []target
	for _, c := range b.cells {
		filtered := strings.HasPrefix(c.name, "feed, search") || strings.HasPrefix(c.name, "feed, tag")
		if filtered && c.Clients == 1 {
			p99 := c.Percentile(99)
			list = append(list, target{c.name + ": p99 ≤ 100 ms at 1 client", milliseconds(p99) + " ms", p99 <= filterWorst && c.Failure == nil})
		}
	}
	return list
}

func (b *bench) baselineTargets() []target {
	var list []target
	for _, want := range []struct {
		name    string
		clients int
		share   float64
	}{
		{scenario.Profile, 16, 0.6},
		{scenario.Read, 16, 0.4},
		{scenario.SignIn, 16, 0.9},
	} {
		c, ok := b.find(want.name, want.clients)
		if !ok {
			continue
		}
		if share, ok := b.ofBaseline(c); ok {
			list = append(list, target{
				fmt.Sprintf("%s ≥ %.0f %% of its baseline at %d clients", want.name, 100*want.share, want.clients),
				fmt.Sprintf("%.0f %%", 100*share), share >= want.share && c.Failure == nil,
			})
		}
	}
	if c, ok := b.find(scenario.Mix, 16); ok {
		list = append(list, target{"mix ≥ 1,500/s at 16 clients, no error", rate(c.PerSecond) + "/s", c.PerSecond >= 1500 && c.Failure == nil})
	}
	return list
}

// likeTargets compares users who like one post with users who like a post each.
func (b *bench) likeTargets() []target {
	one, ok := b.find(scenario.LikeOne, 64)
	own, ok2 := b.find(scenario.LikeOwn, 64)
	if !ok || !ok2 {
		return nil
	}
	share := one.PerSecond / own.PerSecond
	return []target{{
		"64 clients like one post ≥ 50 % as often as 64 posts", fmt.Sprintf("%.0f %%", 100*share),
		share >= 0.5 && one.Failure == nil && own.Failure == nil,
	}}
}

func (b *bench) interferenceTargets() []target {
	if len(b.interference) == 0 {
		return nil
	}
	times := float64(b.interference[1].Percentile(95)) / float64(b.interference[0].Percentile(95))
	return []target{{
		fmt.Sprintf("profile's p95 while %d clients sign in ≤ 2 × without", signInClients),
		fmt.Sprintf("%.2f ×", times), times <= 2 && b.interference[1].Failure == nil,
	}}
}

func (b *bench) startTargets() []target {
	var list []target
	for _, s := range b.starts {
		if s.name == "hello" {
			continue
		}
		times := float64(s.answer) / float64(b.starts[0].answer)
		list = append(list,
			target{s.name + ": starts in ≤ 1.5 × hello", fmt.Sprintf("%.2f ×", times), times <= 1.5},
			target{s.name + ": ≤ 40 MB after 1,000 requests", fmt.Sprintf("%.1f MB", float64(s.resident)/(1<<20)), s.resident > 0 && s.resident <= memory})
	}
	return list
}

func (b *bench) streamTargets() []target {
	if b.streams.open == 0 {
		return nil
	}
	p99 := b.streams.Percentile(99)
	return []target{{
		fmt.Sprintf("a post reaches %d streams in less than a second", b.streams.open),
		milliseconds(p99) + " ms", p99 < streamWorst && b.streams.Failure == nil,
	}}
}
