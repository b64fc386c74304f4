// Package live sends the new posts of a feed and a user's notifications to open
// streams.
//
// Each instance has one Hub. While streams are open, its poller reads the new posts
// and notifications once for all of them, and delivers each to the subscriptions of
// its viewers that want it. A Sender writes one stream: first the events that its
// client missed, then the events of its subscription.
//
// # The path of a post
//
// create (functions/posts/create.go) stores the post and calls Announcer.Post, which
// publishes its id on a Redis channel. In each instance with open streams,
// Announcer.Listen receives the message and wakes the poller. The poller reads the new
// posts from the database with their viewers, and subscriptions.deliver puts each post
// into the queues of their subscriptions. Sender.Run takes it from the queue and writes
// it to the client. A notification takes the same path from Announcer.Notifications.
//
// # Order
//
// Posts and notifications are sent in the order of (created_at, id). Both take their
// ids from one sequence, so no two have the same position. The poller reads up to the
// horizon, the time before which nothing can still be committed. So it never finds an
// event that belongs before one it has already delivered.
//
// # Exactly once
//
// The id of each event is its position. A client that reconnects with that id gets
// the events after it, from any instance. A sender skips events that its client
// already has. A Redis message only wakes the poller, so nothing is lost if Redis is
// unavailable.
//
// If an event can't be read, although the database is available, the streams of its
// viewers end before it, and all others continue.
//
// # Lag
//
// An event is sent when its announcement arrives, or at the next poll. An open
// transaction that has written a post or a notification holds the horizon back. The
// database ends a transaction that is idle for 5 s. The horizon does not wait for a
// transaction older than 30 s: the database does not let a transaction older than
// 20 s commit either, so nothing is lost.
//
// # Clocks
//
// Only the database's clock is used. A new event never sorts before the newest one,
// even if that clock goes back by up to a minute.
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
