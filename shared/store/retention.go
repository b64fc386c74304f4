package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// PurgeBatch is how many rows of each kind one Purge deletes at most, so that
// each statement ends in time. The next Purge deletes more.
const PurgeBatch = 5000

// abandoned is the condition that the account u was not activated within 30 days and
// can't be any more: it has no valid link and no unsent e-mail.
const abandoned = `u.created_at < now() - interval '30 days' AND ` + pending + `
	AND NOT EXISTS (SELECT FROM activation_tokens t WHERE t.user_id = u.id AND t.expires_at > now())
	AND NOT EXISTS (SELECT FROM emails e WHERE e.user_id = u.id AND ` + unsent + `)`

// Purge deletes old rows: expired activation tokens and one-time links, idempotency
// keys after 24 hours, deliveries after 25 hours, sessions a day after they ended or
// expired, ended reservations of usernames, e-mails 30 days after they were sent or
// failed, and abandoned accounts. It continues after a kind that it can't delete.
func (s Outbox) Purge(ctx context.Context) error {
	var failures []error
	for _, sql := range []string{
		`DELETE FROM activation_tokens WHERE hash IN (
			SELECT hash FROM activation_tokens WHERE expires_at <= now()
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		`DELETE FROM links WHERE hash IN (
			SELECT hash FROM links WHERE expires_at <= now()
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		`DELETE FROM idempotency_keys WHERE (user_id, key) IN (
			SELECT user_id, key FROM idempotency_keys WHERE created_at < now() - interval '24 hours'
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		`DELETE FROM former_usernames WHERE username IN (
			SELECT username FROM former_usernames WHERE until <= now()
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		`DELETE FROM deliveries WHERE email_id IN (
			SELECT email_id FROM deliveries WHERE handed_at < now() - interval '25 hours'
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		`DELETE FROM sessions WHERE id IN (
			SELECT id FROM sessions WHERE coalesce(ended_at, expires_at) < now() - interval '1 day'
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		`DELETE FROM emails WHERE id IN (
			SELECT id FROM emails WHERE coalesce(sent_at, failed_at) < now() - interval '30 days'
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
	} {
		_, err := exec(ctx, s.DB, sql, pgx.StrictNamedArgs{"limit": PurgeBatch})
		failures = append(failures, err)
	}
	return errors.Join(append(failures, s.purgeAbandoned(ctx))...)
}

// purgeAbandoned deletes abandoned accounts.
func (s Outbox) purgeAbandoned(ctx context.Context) error {
	return inTx(ctx, s.DB, func(tx pgx.Tx) error {
		accounts, err := queryAll(ctx, tx, pgx.RowTo[int64], `
			SELECT u.id FROM users u WHERE `+abandoned+`
			LIMIT @limit FOR UPDATE SKIP LOCKED`, pgx.StrictNamedArgs{"limit": PurgeBatch})
		if err != nil || len(accounts) == 0 {
			return err
		}
		// This is a separate statement, so that it sees the changes of the
		// transactions that held the locks.
		_, err = exec(ctx, tx, `DELETE FROM users u WHERE u.id = ANY(@accounts) AND `+abandoned,
			pgx.StrictNamedArgs{"accounts": accounts})
		return err
	})
}
