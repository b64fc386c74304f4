// Package dataset generates the users, follows, posts and comments of the benchmark
// from a fixed seed. Each row depends only on the size and its own number, so the
// expected responses of the API are known without a query.
package dataset

import (
	"fmt"
	"slices"
	"strings"
)

// Size is the size of a data set.
type Size struct {
	Name     string
	Users    int
	Posts    int
	Follows  int
	Comments int
	Readers  int              // per group
	Counts   [len(groups)]int // followees of each reader, by group
}

// The sizes. A reader of a small set can follow at most about half of its users, so
// 3,500 and 100 replace the 5,000 of size L.
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

// ParseSize returns the size with that name.
func ParseSize(name string) (Size, error) {
	all := []Size{Tiny, S, L}
	i := slices.IndexFunc(all, func(s Size) bool { return strings.EqualFold(s.Name, name) })
	if i < 0 {
		return Size{}, fmt.Errorf("there is no size %q: take tiny, S or L", name)
	}
	return all[i], nil
}
