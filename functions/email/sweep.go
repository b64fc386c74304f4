package email

import (
	"context"
	"errors"
)

// sweepBatch is how many e-mails one sweep sends at most: what SendGrid takes in
// well under eventTime.
const sweepBatch = 100

// sweep sends what was left behind and deletes what has served its time: the
// mails first, and either whatever comes of the other.
func (s service) sweep(ctx context.Context) error {
	err := s.sendLeftBehind(ctx)
	return errors.Join(err, s.emails.Purge(ctx))
}

// sendLeftBehind sends the e-mails whose event was lost or came to nothing. It
// ends at the first that fails for now: that is SendGrid's trouble, and the rest
// would share it. Their claims run out, and the next sweep tries them.
func (s service) sendLeftBehind(ctx context.Context) error {
	left, err := s.emails.ClaimLeftBehind(ctx, sweepBatch)
	if err != nil {
		return err
	}
	for _, e := range left {
		if err := s.deliver(ctx, e); err != nil {
			return err
		}
	}
	return nil
}
