package email

import (
	"context"
	"errors"
	"log/slog"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/event"
	"social.example/shared/gcplog"
	"social.example/shared/mail"
	"social.example/shared/store"
)

// eventTime is how long one event may take. It ends before the subscription's
// acknowledgement deadline and the lease on an e-mail, of 60 s each.
const eventTime = 50 * time.Second

// LimitReached is the message of the error that is logged while e-mails wait
// because the whole system has sent as many as it may. An alert waits for it.
const LimitReached = "e-mails wait: the hourly limit of the whole system is reached"

// errAgain makes Pub/Sub deliver the event again. The framework prints an
// error's text as a format, so the cause is logged here and not returned.
var errAgain = errors.New("the event must be delivered again")

// handle is the function: it sends the e-mail that the event names, or all that
// are due. An event that can never succeed is logged and acknowledged, or it
// would come back for ever; so is one whose e-mail a sweep will find, and a sweep
// that failed, which the next tick does again, or the ticks would pile up.
func (s service) handle(ctx context.Context, e cloudevents.Event) error {
	ctx, cancel := context.WithTimeout(gcplog.Scope(ctx, slog.String("event_id", e.ID())), eventTime)
	defer cancel()
	message, err := event.DecodeEmail(e)
	if err != nil {
		slog.ErrorContext(ctx, "a malformed event was dropped", slog.Any("error", err))
		return nil
	}
	if message.Sweep {
		if err := s.sweep(ctx); err != nil {
			if errors.Is(err, store.ErrHourLimit) { // once a minute, and not once a mail
				slog.ErrorContext(ctx, LimitReached)
			}
			slog.Log(ctx, severity(err), "a sweep is left to the next one", slog.Any("error", err))
		}
		return nil
	}
	switch err := s.send(ctx, message.EmailID, mail.Tries); {
	case err == nil:
	case errors.Is(err, errTried), errors.Is(err, store.ErrHourLimit):
		slog.Log(ctx, severity(err), "an e-mail is left to a sweep", slog.Any("error", err))
	default:
		slog.Log(ctx, severity(err), "an event will be delivered again", slog.Any("error", err))
		return errAgain
	}
	return nil
}

// severity is that of an error which someone must mend, for the alert waits for
// those, or of a warning of what may pass by itself.
func severity(err error) slog.Level {
	if errors.Is(err, mail.ErrDenied) || errors.Is(err, errPanic) {
		return slog.LevelError
	}
	return slog.LevelWarn
}
