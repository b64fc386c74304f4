package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
)

// Emails are the e-mails to be sent. The table is the truth about them, events
// are only a hint that there is work: a mail that was stored is sent even if no
// event ever comes.
type Emails struct{ DB *pgxpool.Pool }

// Lease is for how long a claimed e-mail is its claimer's alone.
const Lease = time.Minute

// Email is one claimed e-mail and its recipient.
type Email struct {
	ID       int64
	Kind     string // registration, renewal or already_registered
	Address  string
	Username string
}

// ErrClaimed means that another sender has the e-mail now.
var ErrClaimed = errors.New("the e-mail is claimed by another sender")

const claimable = `sent_at IS NULL AND failed_at IS NULL AND (claimed_until IS NULL OR claimed_until <= now())`

// Claim gives the caller an e-mail for Lease. It returns nil if there is nothing
// left to send of it, and ErrClaimed if another sender has it.
func (s Emails) Claim(ctx context.Context, id int64) (*Email, error) {
	claimed, err := s.claim(ctx, `id = @id AND `+claimable, pgx.StrictNamedArgs{"id": id})
	if err != nil || len(claimed) == 1 {
		return first(claimed), err
	}
	open, err := one(ctx, s.DB, pgx.RowTo[bool], `
		SELECT EXISTS (SELECT FROM emails WHERE id = @id AND sent_at IS NULL AND failed_at IS NULL)`,
		pgx.StrictNamedArgs{"id": id})
	if err == nil && open {
		err = ErrClaimed
	}
	return nil, err
}

func first(emails []Email) *Email {
	if len(emails) == 0 {
		return nil
	}
	return &emails[0]
}

// ClaimLeftBehind gives the caller up to limit e-mails for Lease that were
// stored over a minute ago and not sent since, those tried least first.
func (s Emails) ClaimLeftBehind(ctx context.Context, limit int) ([]Email, error) {
	return s.claim(ctx, `id IN (
		SELECT id FROM emails
		WHERE created_at < now() - interval '1 minute' AND `+claimable+`
		ORDER BY attempts, created_at
		LIMIT @limit
		FOR UPDATE SKIP LOCKED)`,
		pgx.StrictNamedArgs{"limit": limit})
}

func (s Emails) claim(ctx context.Context, condition string, args pgx.StrictNamedArgs) ([]Email, error) {
	args["lease"] = Lease
	return many(ctx, s.DB, pgx.RowToStructByPos[Email], `
		WITH claimed AS (
			UPDATE emails SET claimed_until = now() + @lease::interval, attempts = attempts + 1
			WHERE `+condition+`
			RETURNING id, kind, user_id
		)
		SELECT c.id, c.kind, u.email::text, u.username::text
		FROM claimed c JOIN users u ON u.id = c.user_id`, args)
}

// AddToken stores the hash of the activation token that the e-mail will carry.
// It reports false if the e-mail has become pointless: its account is active, or
// the e-mail was replaced by a newer one.
func (s Emails) AddToken(ctx context.Context, id int64, hash []byte) (bool, error) {
	added, err := exec(ctx, s.DB, `
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT @hash, u.id, e.id, now() + @period::interval
		FROM emails e JOIN users u ON u.id = e.user_id
		WHERE e.id = @id AND `+pending,
		pgx.StrictNamedArgs{"hash": hash, "id": id, "period": social.ActivationPeriod})
	return added == 1, err
}

// MarkSent records that the e-mail was accepted for delivery.
func (s Emails) MarkSent(ctx context.Context, id int64) error {
	_, err := exec(ctx, s.DB, `
		UPDATE emails SET sent_at = now(), claimed_until = NULL, last_error = NULL WHERE id = @id AND failed_at IS NULL`,
		pgx.StrictNamedArgs{"id": id})
	return err
}

// MarkFailed records that the e-mail will never be sent.
func (s Emails) MarkFailed(ctx context.Context, id int64, reason string) error {
	_, err := exec(ctx, s.DB, `
		UPDATE emails SET failed_at = now(), claimed_until = NULL, last_error = @reason WHERE id = @id AND sent_at IS NULL`,
		pgx.StrictNamedArgs{"id": id, "reason": reason})
	return err
}

// Release gives the e-mail back to be sent later.
func (s Emails) Release(ctx context.Context, id int64, reason string) error {
	_, err := exec(ctx, s.DB, `
		UPDATE emails SET claimed_until = NULL, last_error = @reason WHERE id = @id`,
		pgx.StrictNamedArgs{"id": id, "reason": reason})
	return err
}
