// Package dataset makes the people, follows, posts and comments that the
// benchmark runs on, from a fixed seed. Each row follows from the size and its
// own number, so what the API must answer is known without asking the database.
package dataset

import (
	"fmt"
	"slices"
	"strings"
)

// Size says how much there is.
type Size struct {
	Name     string
	Users    int
	Posts    int
	Follows  int
	Comments int
	Readers  int              // of each group
	Counts   [len(groups)]int // whom the readers of each group follow
}

// The sizes. Half of all users is what the largest group can follow on small
// ones, so 3,500 and 100 stand for its 5,000.
var (
	Tiny = Size{
		Name: "tiny", Users: 200, Posts: 4_000, Follows: 2_500, Comments: 8_000,
		Readers: 2, Counts: [...]int{0, 0, 10, 20, 50, 100, 10, 20},
	}
	S = Size{
		Name: "S", Users: 10_000, Posts: 200_000, Follows: 300_000, Comments: 400_000,
		Readers: 10, Counts: [...]int{0, 0, 10, 150, 1000, 3500, 150, 1000},
	}
	L = Size{
		Name: "L", Users: 100_000, Posts: 5_000_000, Follows: 3_000_000, Comments: 10_000_000,
		Readers: 40, Counts: [...]int{0, 0, 10, 150, 1000, 5000, 150, 1000},
	}
)

// ParseSize returns the size of that name.
func ParseSize(name string) (Size, error) {
	all := []Size{Tiny, S, L}
	i := slices.IndexFunc(all, func(s Size) bool { return strings.EqualFold(s.Name, name) })
	if i < 0 {
		return Size{}, fmt.Errorf("there is no size %q: take tiny, S or L", name)
	}
	return all[i], nil
}
