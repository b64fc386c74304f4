package email

import (
	"context"
	"errors"
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
	// sweepFailures is how many failures in a row end sendDue. They indicate a
	// common cause that would fail the remaining mails too.
	sweepFailures = 5
)

// sendAll sends due e-mails, and then queues and sends due digests, for sweepTime.
func (s service) sendAll(ctx context.Context) error {
	end := time.Now().Add(sweepTime)
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
// or failed event, and digests. It claims each one just before sending it, so the
// e-mails that it does not reach stay unchanged. It continues after an e-mail that will
// be tried again, unless sweepFailures fail in a row or SendGrid rejects the API key, and
// after one of a class that has used up its share of the hour. Any other error ends it.
func (s service) sendDue(ctx context.Context, list func(context.Context, int) ([]int64, error), end time.Time) error {
	due, err := list(ctx, sweepBatch)
	if err != nil {
		return err
	}
	var failures []error
	var share error
	for ; len(due) > 0 && time.Now().Before(end); due = due[1:] {
		switch err := s.send(ctx, due[0], 1); {
		case err == nil:
			failures = nil
		case errors.Is(err, errTried) && !errors.Is(err, mail.ErrDenied):
			slog.WarnContext(ctx, "an e-mail will be tried again", slog.Any("error", err))
			if failures = append(failures, err); len(failures) == sweepFailures {
				return errors.Join(failures...)
			}
		case errors.Is(err, store.ErrHourShare):
			share = err
		default:
			return err
		}
	}
	return share
}
