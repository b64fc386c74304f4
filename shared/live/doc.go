// Package live sends the new posts of a feed to open streams.
//
// A Hub is what an instance has of it. While streams are open, its poller reads
// the new posts once for all of them and gives each post to the subscriptions of
// the viewers whose feeds have it. A Sender writes one stream: first what its
// client missed, then what its subscription gets.
//
// # Order
//
// Posts come in the order of (created_at, id). The poller reads up to the
// horizon, the moment before which no post can still be committed. So it never
// meets a post that belongs before one it has handed out.
//
// # Exactly once
//
// The id of each event is the position of its post. A client that comes back
// with that id gets the posts after it, from any instance. A sender leaves out
// what its client already has. A message over Redis only wakes the poller, so
// nothing is lost if Redis is away.
//
// # Lag
//
// A post is sent when its announcement comes, or at the next poll. A transaction
// that has written a post and is still open holds the horizon back. The database
// ends one that is idle for 5 s. After 30 s no transaction is waited for: the
// database lets none that is older than 20 s commit a post, so nothing is lost.
//
// # Clocks
//
// Only the database's clock counts. A new post is never before the newest one,
// also if that clock goes back by up to a minute.
//
// # Rights
//
// A stream ends when its user is deactivated or signed out everywhere. The message
// that renews the cached user wakes the poller, which then looks at that user in
// the database. Every 5 s it looks at all viewers, because Redis may be away.
//
// # Limits
//
// See [Limits].
package live
