package email

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"social.example/shared/mail"
	"social.example/shared/store"
)

const (
	// sweepBatch is how many e-mails one sweep looks at.
	sweepBatch = 500
	// sweepTime is for how long it begins with another: the last one has the rest
	// of eventTime.
	sweepTime = 35 * time.Second
	// sweepFailures is how many failures in a row end it: that is no fault of the
	// mails, and the rest would share it.
	sweepFailures = 5
)

// Of at least refusedLeast e-mails in an hour, refusedShare in 100 that SendGrid
// refuses are no typing errors: something is wrong with what we send.
const (
	refusedLeast = 20
	refusedShare = 20
)

// sweep sends what is due, deletes what has served its time, and hides or shows
// what is left of users who were deactivated or reactivated: the mails first, and
// each whatever comes of the others.
func (s service) sweep(ctx context.Context) error {
	err := s.sendDue(ctx)
	return errors.Join(err, s.warn(ctx), s.emails.Purge(ctx), store.Users{DB: s.emails.DB}.SettleAll(ctx))
}

// sendDue sends the e-mails that waited, and those whose event was lost or came
// to nothing. It claims each when its turn has come, so that what it does not
// get to stays as it was. A failure is the mail's own until several in a row say
// otherwise, or a refusal of the key.
func (s service) sendDue(ctx context.Context) error {
	due, err := s.emails.Due(ctx, sweepBatch)
	if err != nil {
		return err
	}
	var failures []error
	for end := time.Now().Add(sweepTime); len(due) > 0 && time.Now().Before(end); due = due[1:] {
		switch err := s.send(ctx, due[0], 1); {
		case err == nil:
			failures = nil
		case errors.Is(err, errTried) && !errors.Is(err, mail.ErrDenied):
			slog.WarnContext(ctx, "an e-mail will be tried again", slog.Any("error", err))
			if failures = append(failures, err); len(failures) == sweepFailures {
				return errors.Join(failures...)
			}
		default:
			return err
		}
	}
	return nil
}

// warn ends the tries of e-mails that were tried often enough, and says so to
// who must look: it logs an error, for the alert waits for those.
func (s service) warn(ctx context.Context) error {
	given, err := s.emails.GiveUp(ctx)
	if err != nil {
		return err
	}
	if given > 0 {
		slog.ErrorContext(ctx, "e-mails were given up", slog.Int64("emails", given), slog.Int("attempts", store.Attempts))
	}
	hour, err := s.emails.LastHour(ctx)
	if err != nil {
		return err
	}
	if all := hour.Accepted + hour.Refused; all >= refusedLeast && hour.Refused*100 >= all*refusedShare {
		slog.ErrorContext(ctx, "many e-mails are refused", slog.String("share", fmt.Sprintf("%d of %d", hour.Refused, all)))
	}
	return nil
}
