package dataset

import "fmt"

// Group is a kind of reader.
type Group int

// The groups, in the order of their readers' ids. Silent readers have written
// nothing and follow no one, so their feed is empty. Readers of the quiet groups
// follow authors who stopped writing long ago, and stopped themselves.
const (
	Silent Group = iota
	Nobody
	Few
	Some
	Many
	Most
	QuietSome
	QuietMany
)

var groups = [...]string{"silent", "nobody", "few", "some", "many", "most", "quiet some", "quiet many"}

// Groups returns all groups.
func Groups() []Group {
	list := make([]Group, len(groups))
	for i := range list {
		list[i] = Group(i)
	}
	return list
}

// String implements fmt.Stringer.
func (g Group) String() string { return groups[g] }

// Describe describes the users that the readers of a group follow.
func (s Size) Describe(g Group) string {
	switch g {
	case Silent:
		return "follows 0, wrote nothing"
	case QuietSome, QuietMany:
		return fmt.Sprintf("follows %d quiet", s.Counts[g])
	default:
		return fmt.Sprintf("follows %d", s.Counts[g])
	}
}

// Members returns the ids of the group's readers.
func (s Size) Members(g Group) []int64 {
	ids := make([]int64, s.Readers)
	for i := range ids {
		ids[i] = int64(int(g)*s.Readers + i + 1)
	}
	return ids
}

// Celebrities is the number of users that half of all users follow.
const Celebrities = 10

// The order of ids: readers, celebrities, quiet authors, all others.
func (s Size) lastReader() int    { return len(groups) * s.Readers }
func (s Size) lastCelebrity() int { return s.lastReader() + Celebrities }
func (s Size) lastQuiet() int     { return s.lastCelebrity() + s.Users/10 }

// group returns the group of a reader.
func (s Size) group(id int) (Group, bool) {
	if id > s.lastReader() {
		return 0, false
	}
	return Group((id - 1) / s.Readers), true
}

// quiet reports whether a user writes in the first quarter of the time only.
func (s Size) quiet(id int) bool {
	if g, ok := s.group(id); ok {
		return g == QuietSome || g == QuietMany
	}
	return id > s.lastCelebrity() && id <= s.lastQuiet()
}

func (s Size) silent(id int) bool {
	g, ok := s.group(id)
	return ok && g == Silent
}
