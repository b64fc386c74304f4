package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

// report returns all results in Markdown.
func (b *bench) report() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Size %s, %s: %d processors that clients, functions, PostgreSQL %d (%s) and Redis (%s) share; %s. "+
		"Other programs used %.0f %% of them during the run.\n",
		b.size.Name, time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(),
		b.system.major, b.system.queryMode, b.system.cache.Kind, runtime.Version(),
		100*float64(b.others)/float64(max(b.machine, 1)))
	if b.instances > 1 {
		fmt.Fprintf(&out, "Each function has %d processes, which take turns.\n", b.instances)
	}
	if len(b.databaseCPUs) > 0 {
		fmt.Fprintf(&out, "PostgreSQL is bound to %d of the processors: %v.\n", len(b.databaseCPUs), b.databaseCPUs)
	}
	if b.theirs != nil {
		b.writeComparisons(&out)
		return out.String()
	}
	b.writeCells(&out)
	b.writeStarts(&out)
	b.writeStreams(&out)
	b.writeTargets(&out)
	return out.String()
}

func (b *bench) writeCells(out *strings.Builder) {
	out.WriteString("\n| scenario | clients | per second | p50 ms | p95 ms | p99 ms | failed | CPU ms function | CPU ms PostgreSQL | of its baseline |\n" +
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, c := range append(b.cells, b.interference...) {
		share := ""
		if r, ok := b.ofBaseline(c); ok {
			share = fmt.Sprintf("%.0f %%", 100*r)
		}
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			c.name, c.Clients, rate(c.PerSecond),
			milliseconds(c.Percentile(50)), milliseconds(c.Percentile(95)), milliseconds(c.Percentile(99)),
			failures(c), spent(c.functionCPU), spent(c.databaseCPU), share)
	}
}

func (b *bench) writeStarts(out *strings.Builder) {
	if len(b.starts) == 0 {
		return
	}
	fmt.Fprintf(out, "\n| function | exec → first answer, ms | of hello | exec → first that needs the others, ms | MB after %d requests |\n"+
		"|---|--:|--:|--:|--:|\n", b.requests)
	for _, s := range b.starts {
		fmt.Fprintf(out, "| %s | %s | %.2f | %s | %.1f |\n", s.name, milliseconds(s.answer),
			float64(s.answer)/float64(b.starts[0].answer), milliseconds(s.working), float64(s.resident)/(1<<20))
	}
}

func (b *bench) writeStreams(out *strings.Builder) {
	s := b.streams
	if s.open == 0 {
		return
	}
	fmt.Fprintf(out, "\n| streams open at once | kB each | post sent → over all streams, p50 ms | p99 ms | failed |\n|--:|--:|--:|--:|--:|\n"+
		"| %d | %d | %s | %s | %s |\n", s.open, s.resident>>10/int64(s.open),
		milliseconds(s.Percentile(50)), milliseconds(s.Percentile(99)), failures(cell{Result: s.Result}))
}

func (b *bench) writeTargets(out *strings.Builder) {
	out.WriteString("\n| target | is | |\n|---|---|---|\n")
	for _, t := range b.targets() {
		outcome := "**missed**"
		if t.met {
			outcome = "met"
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", t.text, t.is, outcome)
	}
}

func failures(c cell) string {
	if c.Tried == 0 {
		return "–"
	}
	if c.Failed == 0 {
		return "0"
	}
	return fmt.Sprintf("**%d of %d**", c.Failed, c.Tried)
}

func rate(perSecond float64) string {
	if perSecond < 100 {
		return fmt.Sprintf("%.1f", perSecond)
	}
	return fmt.Sprintf("%.0f", perSecond)
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.3g", d.Seconds()*1000) }

// spent formats a duration; zero is empty.
func spent(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return milliseconds(d)
}
