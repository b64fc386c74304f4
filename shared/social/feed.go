package social

import "time"

// FeedFilter says which posts of a feed are wanted, and in which order.
type FeedFilter struct {
	Tags      []string // a post must have all
	Search    string   // a part of title or content, whatever its case
	Since     *time.Time
	Until     *time.Time
	Ascending bool // oldest first
}
