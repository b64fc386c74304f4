package social

import (
	"fmt"
	"time"
)

// FeedFilter says which posts of a feed are wanted, and in which order.
type FeedFilter struct {
	Tags      []string // a post must have all
	Search    string   // a part of title or content, whatever its case
	Since     *time.Time
	Until     *time.Time
	Ascending bool // oldest first
}

// ListName names the list that the filter selects of the viewer's feed. The
// cursors of a list are bound to its name.
func (f FeedFilter) ListName(viewer int64) string {
	return fmt.Sprintf("feed of %d, ascending %t, tags %q, search %q, since %s, until %s",
		viewer, f.Ascending, f.Tags, f.Search, stamp(f.Since), stamp(f.Until))
}

func stamp(t *time.Time) string {
	if t == nil {
		return "ever"
	}
	return t.Format(time.RFC3339Nano)
}
