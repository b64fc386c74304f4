package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// writeComparisons writes the table of both servers.
func (b *bench) writeComparisons(out *strings.Builder) {
	fmt.Fprintf(out, "\nTheirs is %s at %s. Each ratio is ours ÷ theirs; that of the throughput has the minimum and the maximum of %d turns.\n",
		b.theirs.Name, b.theirs.Base, turns)
	out.WriteString("\n| scenario | clients | per second: ours | theirs | ÷ | p50 ms: ours | theirs | ÷ | p99 ms: ours | theirs | ÷ " +
		"| failed: ours | theirs | CPU ms: ours | theirs | ÷ |\n" +
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, d := range b.comparisons {
		p := func(c cell, p float64) time.Duration { return c.Percentile(p) }
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			d.ours.name, d.ours.Clients,
			rate(d.ours.PerSecond), rate(d.theirs.PerSecond), d.throughput(),
			milliseconds(p(d.ours, 50)), milliseconds(p(d.theirs, 50)), ratio(p(d.ours, 50), p(d.theirs, 50)),
			milliseconds(p(d.ours, 99)), milliseconds(p(d.theirs, 99)), ratio(p(d.ours, 99), p(d.theirs, 99)),
			failures(d.ours), failures(d.theirs),
			spent(d.ours.cpu()), spent(d.theirs.cpu()), ratio(d.ours.cpu(), d.theirs.cpu()))
	}
}

// cpu is the processor time of a request.
func (c cell) cpu() time.Duration { return c.functionCPU + c.databaseCPU }

// throughput is the ratio of the throughputs, with its range.
func (d comparison) throughput() string {
	if len(d.ratios) == 0 || d.theirs.PerSecond == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", d.ours.PerSecond/d.theirs.PerSecond, slices.Min(d.ratios), slices.Max(d.ratios))
}

// ratio is empty if one of the two was not measured.
func ratio(ours, theirs time.Duration) string {
	if ours == 0 || theirs == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(ours)/float64(theirs))
}
