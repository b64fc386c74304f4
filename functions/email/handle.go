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

// eventTime is the time limit of one event. It is shorter than the subscription's
// acknowledgement deadline and the claim on an e-mail, which are 60 s each.
const eventTime = 50 * time.Second

// LimitReached is logged as an error while e-mails wait because the system has
// reached its hourly limit. An alert matches this message.
const LimitReached = "e-mails wait: the hourly limit of the whole system is reached"

// SweepComplete is logged after a sweep in which no job failed. An alert waits for
// this message, and fires if there is none for a quarter of an hour. So one failed sweep
// wakes nobody.
const SweepComplete = "a sweep is complete"

// errAgain makes Pub/Sub redeliver the event. The framework uses an error's text
// as a format string, so handle logs the cause and does not return it.
var errAgain = errors.New("the event must be delivered again")

// handle handles an event: it sends the e-mail that the event names, or runs a
// sweep. It returns errAgain only if the event must be redelivered. These
// failures are logged and acknowledged:
//   - a malformed event, which would be redelivered forever
//   - an e-mail that a sweep will retry
//   - a failed sweep, which the next tick repeats; redelivered ticks would pile up
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
			if errors.Is(err, store.ErrHourLimit) { // here, so once a minute and not once per mail
				slog.ErrorContext(ctx, LimitReached)
			}
			slog.Log(ctx, severity(err), "a sweep is left to the next one", slog.Any("error", err))
			return nil
		}
		slog.InfoContext(ctx, SweepComplete)
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

// severity returns the log level for err: error if an operator must fix it, which
// triggers the alert, and warning if it may pass by itself.
func severity(err error) slog.Level {
	if errors.Is(err, mail.ErrDenied) || errors.Is(err, errPanic) {
		return slog.LevelError
	}
	return slog.LevelWarn
}
