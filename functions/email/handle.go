package email

import (
	"context"
	"errors"
	"log/slog"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/event"
	"social.example/shared/gcplog"
)

// eventTime is how long one event may take. It ends before the subscription's
// acknowledgement deadline and the lease on an e-mail, of 60 s each.
const eventTime = 50 * time.Second

// errAgain makes Pub/Sub deliver the event again. The framework prints an
// error's text as a format, so the cause is logged here and not returned.
var errAgain = errors.New("the event must be delivered again")

// handle is the function: it sends the e-mail that the event names, or all that
// were left behind. An event that can never succeed is logged and acknowledged,
// or it would come back for ever.
func (s service) handle(ctx context.Context, e cloudevents.Event) error {
	ctx, cancel := context.WithTimeout(gcplog.Scope(ctx, slog.String("event_id", e.ID())), eventTime)
	defer cancel()
	message, err := event.DecodeEmail(e)
	if err != nil {
		slog.ErrorContext(ctx, "a malformed event was dropped", slog.Any("error", err))
		return nil
	}
	if message.Sweep {
		err = s.sweep(ctx)
	} else {
		err = s.send(ctx, message.EmailID)
	}
	if err != nil {
		slog.WarnContext(ctx, "an event will be delivered again", slog.Any("error", err))
		return errAgain
	}
	return nil
}
