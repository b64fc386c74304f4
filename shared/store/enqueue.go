package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// The kinds of e-mails. A registration carries links for the registrations of
// its recipient that no mail has carried yet, a renewal fresh links for the
// newest ones, and an alreadyRegistered none.
const (
	registration      = "registration"
	renewal           = "renewal"
	alreadyRegistered = "already_registered"
)

// unsent is the condition of an e-mail that is still to be sent, and unclaimed
// of one that no sender has.
const (
	unsent    = `sent_at IS NULL AND failed_at IS NULL`
	unclaimed = `(claimed_until IS NULL OR claimed_until <= now())`
)

// forgone is the condition of an already_registered that can't be sent at free:
// so late, it would tell its recipient nothing.
const forgone = `@kind::text = '` + alreadyRegistered + `' AND @free::timestamptz > now() + interval '1 hour'`

// mailLock is the class of the advisory locks on recipients.
const mailLock = 1

// lockRecipient holds the address until the end of the transaction against all
// others that store or claim an e-mail for it.
func lockRecipient(ctx context.Context, tx pgx.Tx, address string) error {
	_, err := exec(ctx, tx, `SELECT pg_advisory_xact_lock(@class, hashtext(lower(@address::text)))`,
		pgx.StrictNamedArgs{"class": mailLock, "address": address})
	return err
}

// enqueued is an e-mail that is to be sent, now or later. Its id is 0 if there is
// none.
type enqueued struct {
	id  int64
	now bool
}

// enqueue stores an e-mail to the address about the account, 0 if it is about none.
// The e-mail is to be sent now unless
//   - it waits, because the address got a mail in the last social.MailInterval or
//     social.MailsPerDay in the last day: a sweep sends it when that has passed;
//   - it joins one of its kind that waits already, which is returned;
//   - it is an already_registered that would have to wait for over an hour: it is
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

// freeAt returns the moment from which the address may get a mail beside the
// e-mail except, which is not counted.
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
