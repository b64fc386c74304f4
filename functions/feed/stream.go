package feed

import (
	"context"
	"math"
	"math/rand/v2"
	"net/http"
	"time"

	"social.example/shared/admission"
	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/web"
)

// stream answers with each new post of the signed-in user's feed, after those
// that were missed since the client was here last.
//
//	@ID				streamFeed
//	@Summary		Follow your feed live
//	@Description	Server-sent events: each new post of your feed as an event `post` whose data is the post and whose id is a cursor. First come the posts after Last-Event-ID or cursor, if one is given: every post comes once and in order, whatever happens to the connection. Without them the stream begins now. An event without data tells the position to come back to before the first post, a comment every 15 s that the stream is alive. It ends when the token does, at the latest after an hour; connect again then. Both cursors of listFeed without filters and ids of events are taken, and listFeed with `sort=asc` takes ids of events.
//	@Tags			feed
//	@Produce		text/event-stream
//	@Security		Bearer
//	@Param			Last-Event-ID	header		string	false	"The id of the last event that was received; goes before cursor"
//	@Param			cursor			query		string	false	"Where to begin"
//	@Success		200				{string}	string
//	@Failure		400				{object}	web.Problem
//	@Router			/v1/users/feed/stream [get]
func (s service) stream(w http.ResponseWriter, r *http.Request) error {
	viewer := admission.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	oldest, newest := listName(viewer, social.FeedFilter{Ascending: true}), listName(viewer, social.FeedFilter{})
	reached := q.Reached(r.Header, s.cursors, oldest, newest)
	if err := q.Err(); err != nil {
		return err
	}
	ctx, cancel := s.bound(r.Context())
	defer cancel()
	reader, err := s.hub.join(ctx, viewer)
	if err != nil {
		return err
	}
	defer s.hub.leave(reader)
	t := transmission{service: s, viewer: viewer, list: oldest, reached: reached}
	if reached.IsFirst() {
		t.reached = justBefore(reader.from)
	}
	t.out = web.OpenEvents(w, s.pace.patience)
	t.run(ctx, reader)
	return nil
}

// bound returns the context of a stream: it ends with the client, the token and
// the instance, and before the platform would cut it off. Not all at once: they
// come back.
func (s service) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	end := time.Now().Add(s.pace.life - rand.N(s.pace.life/10)) //nolint:gosec // G404: jitter, not a secret
	if until := admission.SignedInUntil(ctx); until.Before(end) {
		end = until
	}
	ctx, cancel := context.WithDeadline(ctx, end)
	detach := context.AfterFunc(s.hub.stopping, cancel)
	return ctx, func() { detach(); cancel() }
}

// justBefore is the position after all posts before that moment.
func justBefore(at time.Time) cursor.Position {
	return cursor.Position{At: at.Add(-time.Microsecond), ID: math.MaxInt64}
}
