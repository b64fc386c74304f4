package stream

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"social.example/shared/auth"
	"social.example/shared/live"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/web"
)

// stream sends the new posts of the signed-in user's feed and the user's notifications as
// server-sent events. What the client has missed since its last event comes first.
//
//	@ID				streamFeed
//	@Summary		Follow your feed live
//	@Description	Server-sent events. Every event is sent once and in order, even if you reconnect.
//	@Description	- An event `post` is a new post of your feed. With `events=post,notification`, an event `notification` is a new notification; unlike in listNotifications, they are not grouped.
//	@Description	- The id of an event is a position. To resume, send the last one as `Last-Event-ID` or `cursor`; a cursor of listFeed without filters works too. You first get the events after it, up to 1,000 of each kind at 50 a second. If you missed more, the response is 400: read the list first. Without a position the stream begins now.
//	@Description	- listFeed with `sort=asc` also accepts the id of an event as its cursor.
//	@Description	- Before the first post, an event without data gives the position to resume from.
//	@Description	- A comment every 15 s shows that the stream is alive.
//	@Description	- The stream ends when the token expires, when you are signed out, and after an hour at most. Connect again then.
//	@Description	- A user may have 5 open streams, and an address 50.
//	@Tags			feed
//	@Produce		text/event-stream
//	@Security		Bearer
//	@Param			Last-Event-ID	header		string	false	"The id of the last event that was received; takes precedence over `cursor`"
//	@Param			cursor			query		string	false	"The position to begin after"
//	@Param			events			query		string	false	"The kinds of events: post, notification, or both, comma-separated"	default(post)
//	@Success		200				{string}	string
//	@Failure		400				{object}	web.Problem
//	@Router			/v1/users/feed/stream [get]
func (s service) stream(w http.ResponseWriter, r *http.Request) error {
	viewer := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	oldest := social.FeedFilter{Ascending: true}.ListName(viewer)
	newest := social.FeedFilter{}.ListName(viewer)
	wants := parseEvents(q)
	reached := q.Reached(r.Header, s.cursors, oldest, newest)
	if err := q.Err(); err != nil {
		return err
	}
	lease, err := s.leases.Take(r.Context(), ratelimit.User(viewer).String(), ratelimit.Address(r, s.addressAt).String())
	if err != nil {
		return err
	}
	defer lease.Release(r.Context())
	sender := live.Sender{
		Feed: s.feed, Notifications: s.notifications, Cursors: s.cursors, List: oldest, Viewer: viewer,
		Wants: wants, Reached: reached, Limits: s.limits, Renew: lease.Renew,
	}
	if err := sender.Check(r.Context(), positionField(r)); err != nil {
		return err
	}
	ctx, end := s.bound(r.Context())
	defer end()
	subscription, err := s.hub.Subscribe(ctx, live.Viewer{ID: viewer, Wants: wants, Admitted: auth.StillValid(r.Context()), End: end})
	if err != nil {
		return err
	}
	defer s.hub.Unsubscribe(subscription)
	s.actors.Pin(ctx, viewer) // so that lists read from now on reach to the beginning of the stream
	sender.Run(ctx, web.OpenEvents(w, s.limits.Patience), subscription)
	return nil
}

// parseEvents returns the kinds of events that the client wants.
func parseEvents(q *web.Query) []live.Kind {
	return web.Choices(q, "events", []live.Kind{live.PostEvents}, live.PostEvents, live.NotificationEvents)
}

// positionField returns the name of the header or parameter that holds the
// client's position.
func positionField(r *http.Request) string {
	if r.Header.Get("Last-Event-ID") != "" {
		return "Last-Event-ID"
	}
	return "cursor"
}

// bound returns the context of a stream. It ends when the client disconnects, the
// token expires or the instance stops, and before the platform's request timeout.
// That last limit is jittered, so that clients do not all reconnect at once.
func (s service) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	end := time.Now().Add(s.limits.Life - rand.N(s.limits.Life/10)) //nolint:gosec // G404: jitter, not a secret
	if until := auth.TokenExpiry(ctx); until.Before(end) {
		end = until
	}
	ctx, cancel := context.WithDeadline(ctx, end)
	detach := context.AfterFunc(s.stopping, cancel)
	return ctx, func() { detach(); cancel() }
}
