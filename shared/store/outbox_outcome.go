package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// MarkSent records that the mail service accepted the e-mail. If the address has
// registrations that no mail had a link for, it queues another e-mail for them.
func (s Outbox) MarkSent(ctx context.Context, e Email) error {
	return inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := lockRecipient(ctx, tx, e.Address); err != nil {
			return err
		}
		_, err := exec(ctx, tx, `
			WITH handed AS (UPDATE deliveries SET handed_at = clock_timestamp() WHERE email_id = @id)
			UPDATE emails SET sent_at = now(), claimed_until = NULL, last_error = NULL WHERE id = ANY (@all::bigint[]) AND failed_at IS NULL`,
			pgx.StrictNamedArgs{"id": e.ID, "all": e.all()})
		if err != nil || !e.HasActivationLinks() {
			return err
		}
		left, err := queryAll(ctx, tx, pgx.RowTo[int64], `
			SELECT u.id FROM users u WHERE u.email = @address::citext AND `+renewable+` AND `+uncarried+`
			ORDER BY u.created_at DESC LIMIT 1`,
			pgx.StrictNamedArgs{"address": e.Address, "period": social.ActivationPeriod})
		if err != nil || len(left) == 0 {
			return err
		}
		_, err = enqueue(ctx, tx, mailing{kind: social.RegistrationMail, userID: left[0], address: e.Address})
		return err
	})
}

// MarkRefused records that the mail service permanently refused the e-mail. Those that
// are joined to it return to the queue, because any of them may be the cause.
func (s Outbox) MarkRefused(ctx context.Context, e Email, reason string) error {
	_, err := exec(ctx, s.DB, `
		WITH refused AS (UPDATE deliveries SET handed_at = now(), is_refused = true WHERE email_id = @id)
		UPDATE emails SET failed_at = CASE WHEN id = @id THEN now() ELSE failed_at END, claimed_until = NULL, last_error = @reason
		WHERE id = ANY (@all::bigint[]) AND sent_at IS NULL`,
		pgx.StrictNamedArgs{"id": e.ID, "all": e.all(), "reason": reason})
	return err
}

// MarkPointless records that the e-mail is no longer needed and was not sent.
func (s Outbox) MarkPointless(ctx context.Context, id int64) error {
	_, err := exec(ctx, s.DB, `
		WITH forgotten AS (DELETE FROM deliveries WHERE email_id = @id)
		UPDATE emails SET failed_at = now(), claimed_until = NULL, last_error = 'not needed any more'
		WHERE id = @id AND sent_at IS NULL`,
		pgx.StrictNamedArgs{"id": id})
	return err
}

// Release returns the e-mail to the queue after a failed attempt. It is retried
// when it is due, which Claim has set.
func (s Outbox) Release(ctx context.Context, e Email, reason string) error {
	_, err := exec(ctx, s.DB, `
		WITH forgotten AS (DELETE FROM deliveries WHERE email_id = @id)
		UPDATE emails SET claimed_until = NULL, last_error = @reason WHERE id = ANY (@all::bigint[]) AND sent_at IS NULL`,
		pgx.StrictNamedArgs{"id": e.ID, "all": e.all(), "reason": reason})
	return err
}

// Return returns the e-mail to the queue without counting an attempt. It is due
// again in a minute.
func (s Outbox) Return(ctx context.Context, e Email) error {
	_, err := exec(ctx, s.DB, `
		WITH forgotten AS (DELETE FROM deliveries WHERE email_id = @id)
		UPDATE emails SET claimed_until = NULL, attempts = attempts - 1, due_at = now() + interval '1 minute'
		WHERE id = ANY (@all::bigint[]) AND sent_at IS NULL AND claimed_until IS NOT NULL`,
		pgx.StrictNamedArgs{"id": e.ID, "all": e.all()})
	return err
}
