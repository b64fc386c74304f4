package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"social.example/shared/test/figure"
)

// row is a figure and what is wrong with it, if anything.
type row struct {
	figure.Figure
	want  int
	wrong string
}

// compare checks the found figures against the wanted ones. A short run may try
// less. An unknown figure is an error too: its name is misspelled.
func compare(wanted []want, found []figure.Figure, short bool) []row {
	var rows []row
	for _, w := range wanted {
		r := row{Figure: figure.Figure{Name: w.name}, want: w.tried}
		i := slices.IndexFunc(found, func(f figure.Figure) bool { return f.Name == w.name })
		if i < 0 {
			r.wrong = "missing"
			rows = append(rows, r)
			continue
		}
		r.Figure = found[i]
		switch {
		case r.Failed > 0:
			r.wrong = fmt.Sprintf("%d failed", r.Failed)
		case r.Tried == 0, !short && r.Tried < w.tried:
			r.wrong = fmt.Sprintf("only %d tried", r.Tried)
		}
		rows = append(rows, r)
	}
	for _, f := range found {
		if !slices.ContainsFunc(slices.Concat(wants, wanted), func(w want) bool { return w.name == f.Name }) {
			rows = append(rows, row{Figure: f, wrong: "not in the list of figures"})
		}
	}
	return rows
}

// table formats the rows as a Markdown table.
func table(rows []row, machine string, short bool) string {
	var text strings.Builder
	size, good := "`make torture`", 0
	if short {
		size = "The short form, as in `make ci`"
	}
	fmt.Fprintf(&text, "%s, %s.\n\n", size, machine)
	text.WriteString("| figure | tried | failed | wanted |\n|---|--:|--:|---|\n")
	for _, r := range rows {
		tried, failed, wanted := grouped(r.Tried), strconv.Itoa(r.Failed), "0 of ≥ "+grouped(r.want)
		if short {
			wanted = "0"
		}
		if r.wrong == "" {
			good++
		} else {
			failed = "**" + r.wrong + "**"
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s |\n", r.Name, tried, failed, wanted)
	}
	fmt.Fprintf(&text, "\n%d of %d figures as wanted.\n", good, len(rows))
	return text.String()
}

// grouped formats n with commas between the thousands.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
