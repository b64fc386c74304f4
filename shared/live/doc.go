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
// that has written a post and is still open holds the horizon back.
//
// # Limits
//
// See [Limits].
package live
