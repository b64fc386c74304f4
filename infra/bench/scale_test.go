package main

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var number = regexp.MustCompile(`[0-9][0-9,.]*`)

// TestScaleAddsUp compares the tables of SCALE.md with its arithmetic.
func TestScaleAddsUp(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("SCALE.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]float64{} // the four numbers of a row, by its beginning
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 5 {
			continue
		}
		var numbers []float64
		for _, c := range cells[1:] {
			first := strings.ReplaceAll(number.FindString(c), ",", "")
			if n, err := strconv.ParseFloat(first, 64); err == nil {
				numbers = append(numbers, n)
			}
		}
		rows[strings.TrimLeft(cells[0], "| *")] = numbers
	}
	find := func(beginning string) []float64 {
		for name, numbers := range rows {
			if strings.HasPrefix(name, beginning) && len(numbers) == 4 {
				return numbers
			}
		}
		t.Fatalf("there is no row %q", beginning)
		return nil
	}
	for beginning, perPerson := range map[string]float64{
		"requests a second":      60 * 3 / 86400.,
		"writes among them":      60 * 3 / 86400. * 0.2425,
		"functions, busy cores":  60 * 3 / 86400. * 0.55e-3,
		"PostgreSQL, busy cores": 60 * 3 / 86400. * 1.14e-3,
		"streams open":           10 * 3 / 1440.,
		"Redis, commands":        60 * 3 / 86400. * 3,
		"per request":            60 * 30.4 * 2.44e-6,
		"sign-ins":               0.1 * 30.4 * 6e-6,
	} {
		rounded := 0.5
		if strings.Contains(beginning, "cores") {
			rounded = 0.006
		}
		for n, got := range find(beginning) {
			want := perPerson * math.Pow10(4+n)
			if math.Abs(got-want) > max(rounded, want/20) {
				t.Errorf("%s, column %d: %v, want %.3g", beginning, n, got, want)
			}
		}
	}
	for n, together := range find("together**") {
		sum := 0.
		for _, beginning := range []string{
			"load balancer", "functions: below", "sign-ins", "streams: a third", "PostgreSQL with a standby", "its disk after", "Redis with", "per request",
		} {
			sum += find(beginning)[n]
		}
		if sum != together {
			t.Errorf("column %d: the total is %v, want %v", n, together, sum)
		}
	}
}
