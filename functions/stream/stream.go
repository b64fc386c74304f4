package stream

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"social.example/shared/admission"
	"social.example/shared/live"
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
	oldest := social.FeedFilter{Ascending: true}.ListName(viewer)
	newest := social.FeedFilter{}.ListName(viewer)
	reached := q.Reached(r.Header, s.cursors, oldest, newest)
	if err := q.Err(); err != nil {
		return err
	}
	ctx, cancel := s.bound(r.Context())
	defer cancel()
	subscription, err := s.hub.Subscribe(ctx, viewer)
	if err != nil {
		return err
	}
	defer s.hub.Unsubscribe(subscription)
	sender := live.Sender{
		Feed: s.feed, Cursors: s.cursors, List: oldest, Reached: reached,
		Limits: s.limits, Admitted: admission.StillSignedIn,
	}
	sender.Run(ctx, web.OpenEvents(w, s.limits.Patience), subscription)
	return nil
}

// bound returns the context of a stream: it ends with the client, the token and
// the instance, and before the platform would cut it off. Not all at once: they
// come back.
func (s service) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	end := time.Now().Add(s.limits.Life - rand.N(s.limits.Life/10)) //nolint:gosec // G404: jitter, not a secret
	if until := admission.SignedInUntil(ctx); until.Before(end) {
		end = until
	}
	ctx, cancel := context.WithDeadline(ctx, end)
	detach := context.AfterFunc(s.stopping, cancel)
	return ctx, func() { detach(); cancel() }
}
