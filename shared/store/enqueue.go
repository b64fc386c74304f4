package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// The kinds of e-mails. A registration mail has links for the recipient's
// registrations that no mail had links for yet. A renewal has new links for the
// newest ones. An alreadyRegistered mail has no links.
const (
	registration      = "registration"
	renewal           = "renewal"
	alreadyRegistered = "already_registered"
)

// unsent is the condition that an e-mail is still to be sent, and unclaimed that
// no sender has reserved it.
const (
	unsent    = `sent_at IS NULL AND failed_at IS NULL`
	unclaimed = `(claimed_until IS NULL OR claimed_until <= now())`
)

// forgone is the condition that an already_registered mail is dropped: it would
// be sent at free, over an hour from now, when it is no longer useful.
const forgone = `@kind::text = '` + alreadyRegistered + `' AND @free::timestamptz > now() + interval '1 hour'`

// mailLock is the class of the advisory locks on recipients.
const mailLock = 1

// lockRecipient locks the address until the end of the transaction. All
// transactions that store or claim an e-mail to the address take this lock.
func lockRecipient(ctx context.Context, tx pgx.Tx, address string) error {
	_, err := exec(ctx, tx, `SELECT pg_advisory_xact_lock(@class, hashtext(lower(@address::text)))`,
		pgx.StrictNamedArgs{"class": mailLock, "address": address})
	return err
}

// enqueued is a queued e-mail; now says whether to send it at once. Its id is 0
// if nothing was queued.
type enqueued struct {
	id  int64
	now bool
}

// enqueue stores an e-mail to the address about the account userID (0: none). The
// e-mail is to be sent now, unless
//   - it must wait, because another e-mail to the address is unsent, or the address
//     got a mail in the last social.MailInterval or social.MailsPerDay in the last
//     day: a sweep sends it later;
//   - an e-mail of its kind is already queued: enqueue returns that one;
//   - it is an already_registered mail that would wait for over an hour: it is
//     dropped.
func enqueue(ctx context.Context, tx pgx.Tx, kind string, userID int64, address string) (enqueued, error) {
	var none enqueued
	if err := lockRecipient(ctx, tx, address); err != nil {
		return none, err
	}
	free, err := freeAt(ctx, tx, address, 0)
	if err != nil {
		return none, err
	}
	stored, err := queryAll(ctx, tx, func(row pgx.CollectableRow) (e enqueued, err error) {
		return e, row.Scan(&e.id, &e.now)
	}, `
		WITH others AS (
			SELECT EXISTS (SELECT FROM emails WHERE recipient = @address::citext AND `+unsent+`) AS wait
		), joined AS (
			UPDATE emails SET user_id = nullif(@user::bigint, 0)
			WHERE recipient = @address::citext AND kind = @kind AND `+unsent+` AND `+unclaimed+`
			RETURNING id
		), stored AS (
			INSERT INTO emails (kind, user_id, recipient, due_at)
			SELECT @kind, nullif(@user::bigint, 0), @address::citext,
				CASE WHEN others.wait THEN greatest(@free, now() + interval '1 minute')
					WHEN @free > now() THEN @free
					ELSE now() + interval '1 minute' END
			FROM others
			WHERE NOT EXISTS (SELECT FROM joined) AND NOT (`+forgone+`)
			RETURNING id
		)
		SELECT id, @free <= now() AND NOT others.wait FROM stored, others
		UNION ALL
		SELECT id, false FROM joined`,
		pgx.StrictNamedArgs{"kind": kind, "user": userID, "address": address, "free": free})
	if err != nil || len(stored) == 0 {
		return none, err
	}
	return stored[0], nil
}

// freeAt returns the time from which the address may get another mail. It does
// not count the e-mail except.
func freeAt(ctx context.Context, tx pgx.Tx, address string, except int64) (time.Time, error) {
	return queryOne(ctx, tx, pgx.RowTo[time.Time], `
		WITH recent AS (
			SELECT handed_at FROM deliveries
			WHERE recipient = @address::citext AND handed_at > now() - interval '24 hours' AND email_id <> @except
			ORDER BY handed_at DESC LIMIT @day
		)
		SELECT greatest(now(),
			(SELECT max(handed_at) + @interval::interval FROM recent),
			(SELECT min(handed_at) + interval '24 hours' FROM recent HAVING count(*) = @day))`,
		pgx.StrictNamedArgs{
			"address": address, "except": except, "day": social.MailsPerDay, "interval": social.MailInterval,
		})
}
