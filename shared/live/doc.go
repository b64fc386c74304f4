// Package live sends the new posts of a feed to open streams.
//
// Each instance has one Hub. While streams are open, its poller reads the new
// posts once for all of them and delivers each post to the subscriptions of the
// viewers that have it in their feeds. A Sender writes one stream: first the
// posts that its client missed, then the events of its subscription.
//
// # Order
//
// Posts are sent in the order of (created_at, id). The poller reads up to the
// horizon, the time before which no post can still be committed. So it never
// finds a post that belongs before one it has already delivered.
//
// # Exactly once
//
// The id of each event is the position of its post. A client that reconnects with
// that id gets the posts after it, from any instance. A sender skips posts that
// its client already has. A Redis message only wakes the poller, so nothing is
// lost if Redis is unavailable.
//
// # Lag
//
// A post is sent when its announcement arrives, or at the next poll. An open
// transaction that has written a post holds the horizon back. The database ends a
// transaction that is idle for 5 s. The horizon does not wait for a transaction
// older than 30 s: the database does not let a transaction older than 20 s commit
// a post, so nothing is lost.
//
// # Clocks
//
// Only the database's clock is used. A new post never sorts before the newest
// one, even if that clock goes back by up to a minute.
//
// # Rights
//
// A stream ends when its user is deactivated or signed out everywhere. The
// message that refreshes the cached user also wakes the poller, which then checks
// that user in the database. Every 5 s it checks all viewers, because Redis may
// be unavailable.
//
// # Limits
//
// See [Limits].
package live
