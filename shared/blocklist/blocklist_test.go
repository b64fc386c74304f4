package blocklist

import (
	"slices"
	"strings"
	"testing"
)

func TestListIsSortedAndInLowerCaseAndPassesTheOtherRules(t *testing.T) {
	t.Parallel()
	lines := strings.Fields(passwords)
	if len(lines) < 10_000 || !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Errorf("the list has %d passwords, or is not sorted, or has duplicates", len(lines))
	}
	for _, line := range lines {
		if len(line) < 8 || len(line) > 72 || line != strings.ToLower(line) {
			t.Errorf("%q is refused by other rules, or is not in lower case", line)
		}
	}
}

func TestRepetitionsAndSequencesThatManyUseAreInTheList(t *testing.T) {
	t.Parallel()
	for _, common := range []string{"12345678", "00000000", "987654321", "123123123", "aaaaaaaa", "abcdefgh", "qwerqwer"} {
		if !Contains(common) {
			t.Errorf("%q is not in the list", common)
		}
	}
}

func TestEveryPasswordOfTheListIsFoundAndNoOther(t *testing.T) {
	t.Parallel()
	lines := strings.Fields(passwords)
	for _, line := range lines {
		if !Contains(line) {
			t.Errorf("%q is not found", line)
		}
		for _, other := range []string{line[:len(line)-1], line + "\x00", line + "\n", " " + line} {
			if _, listed := slices.BinarySearch(lines, other); Contains(other) != listed {
				t.Errorf("%q: found %t, listed %t", other, !listed, listed)
			}
		}
	}
	for _, other := range []string{"", "\n", "zzzzzzzzzzzzzzz", "correct horse battery", lines[0] + "\n" + lines[1]} {
		if Contains(other) {
			t.Errorf("%q is found", other)
		}
	}
}
