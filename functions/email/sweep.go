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
	// sweepBatch is the maximum number of e-mails in one sweep.
	sweepBatch = 500
	// sweepTime is how long a sweep starts new e-mails. The last e-mail may take the
	// rest of eventTime. If digests wait, the last digestTime of sweepTime is reserved
	// for them. They also get the time that the other e-mails leave.
	sweepTime  = 35 * time.Second
	digestTime = 10 * time.Second
	// queueTime is how long a sweep queues digests.
	queueTime = 5 * time.Second
	// indexTime is how long a sweep indexes posts.
	indexTime = 10 * time.Second
	// sweepFailures is how many failures in a row end a sweep. They indicate a
	// common cause that would fail the remaining mails too.
	sweepFailures = 5
)

// An error is logged if SendGrid refuses at least refusedShare percent of at least
// minRefused e-mails in an hour. Mistyped addresses do not explain so many:
// something is wrong with what we send.
const (
	minRefused   = 20
	refusedShare = 20
)

// sweep sends due e-mails and digests, purges old ones, ends suspensions, finishes hiding
// or showing the data of deactivated or reactivated users, tells reporters of what was
// decided, erases deleted accounts, and indexes posts. The mails come first. Each step
// runs even if another fails.
func (s service) sweep(ctx context.Context) error {
	err := s.sendAll(ctx, time.Now().Add(sweepTime))
	users := store.Users{DB: s.emails.DB}
	return errors.Join(err, s.warn(ctx), s.emails.Purge(ctx), users.Lift(ctx), users.SettleAll(ctx),
		store.Moderation{DB: s.emails.DB}.TellAll(ctx), users.Erase(ctx),
		store.Posts{DB: s.emails.DB}.Index(ctx, time.Now().Add(indexTime)))
}

// sendAll sends due e-mails, and then queues and sends due digests, until end.
func (s service) sendAll(ctx context.Context, end time.Time) error {
	waiting, err := s.emails.DueDigests(ctx, 1)
	if err != nil {
		return err
	}
	others := end
	if len(waiting) > 0 {
		others = end.Add(-digestTime)
	}
	err = s.sendDue(ctx, s.emails.Due, others)
	queueing, cancel := context.WithTimeout(ctx, queueTime)
	defer cancel()
	return errors.Join(err, s.emails.QueueDigests(queueing), s.sendDue(ctx, s.emails.DueDigests, end))
}

// sendDue sends the e-mails of the list, until end: delayed ones, ones with a lost
// or failed event, and digests. It claims each one just before sending it, so the e-mails that it does
// not reach stay unchanged. A failed e-mail does not end the sweep, unless
// sweepFailures fail in a row or SendGrid rejects the API key.
func (s service) sendDue(ctx context.Context, list func(context.Context, int) ([]int64, error), end time.Time) error {
	due, err := list(ctx, sweepBatch)
	if err != nil {
		return err
	}
	var failures []error
	for ; len(due) > 0 && time.Now().Before(end); due = due[1:] {
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

// warn gives up e-mails that have used all attempts. It logs an error, which
// triggers the alert, for those and for a high share of refused e-mails.
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
	if all := hour.Accepted + hour.Refused; all >= minRefused && hour.Refused*100 >= all*refusedShare {
		slog.ErrorContext(ctx, "many e-mails are refused", slog.String("share", fmt.Sprintf("%d of %d", hour.Refused, all)))
	}
	return nil
}
