package social

import (
	"fmt"
	"time"
)

// FeedFilter selects posts of a feed and their order.
type FeedFilter struct {
	Tags      []string   // a post must have all of them
	Search    string     // a substring of title or content, in any case
	Since     *time.Time // of the oldest post, inclusive
	Until     *time.Time // of the newest post, inclusive
	Ascending bool       // oldest first
}

// ListName returns the name of the list that the filter selects from the viewer's
// feed. Cursors are bound to the name of their list.
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
