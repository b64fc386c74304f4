package store

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// unsent is the condition that an e-mail is still to be sent, and unclaimed that
// no sender has reserved it.
const (
	unsent    = `sent_at IS NULL AND failed_at IS NULL`
	unclaimed = `(claimed_until IS NULL OR claimed_until <= now())`
)

// mailLock is the class of the advisory locks on recipients.
const mailLock = 1

// lockRecipient locks the address until the end of the transaction. All
// transactions that store or claim an e-mail to the address take this lock. The account
// that the e-mail is about, if any, is locked first.
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

// sendable returns the id if the e-mail is to be sent now, else 0.
func (e enqueued) sendable() int64 {
	if !e.now {
		return 0
	}
	return e.id
}

// mailing is an e-mail to queue: its kind, the account that it is about (0: none),
// its recipient, and the act that it reports, if any.
type mailing struct {
	kind    social.MailKind
	userID  int64
	address string
	act     social.Act
	logID   int64 // the entry of the log that it is about, or 0
}

// enqueue stores the e-mail. It is to be sent now, unless
//   - it must wait, because the address has reached the limit of its class, or
//     another e-mail of its class to the address is unsent and the class has an
//     interval: a sweep sends it later;
//   - an e-mail of its kind is already queued: enqueue returns that one;
//   - it would wait for over an hour and no longer be useful: it is given up. Its row is
//     stored anyway, so that the request takes the same time.
//
// Notices are joined only if they must wait, because each reports another act.
// Decisions of moderators are never joined here: one mail reports all that wait, see
// joinStatements.
func enqueue(ctx context.Context, tx pgx.Tx, m mailing) (enqueued, error) {
	var none enqueued
	if err := lockRecipient(ctx, tx, m.address); err != nil {
		return none, err
	}
	interval, _ := m.kind.Class().Limit()
	free, err := freeAt(ctx, tx, m.kind.Class(), m.address, 0)
	if err != nil {
		return none, err
	}
	stored, err := queryAll(ctx, tx, func(row pgx.CollectableRow) (e enqueued, err error) {
		return e, row.Scan(&e.id, &e.now)
	}, `
		WITH others AS (
			SELECT @spaced AND EXISTS (
				SELECT FROM emails WHERE recipient = @address::citext AND class = @class AND `+unsent+`) AS wait
		), joined AS (
			UPDATE emails SET user_id = nullif(@user::bigint, 0), acted_at = now(), device = @device, place = @place
			WHERE @log::bigint = 0 AND recipient = @address::citext AND kind = @kind AND `+unsent+` AND `+unclaimed+`
				AND (@kind = '`+string(social.RegistrationMail)+`' OR user_id IS NOT DISTINCT FROM nullif(@user::bigint, 0))
				AND (@spaced OR @free > now())
			RETURNING id
		), stored AS (
			INSERT INTO emails (kind, class, user_id, recipient, device, place, log_id, due_at, failed_at)
			SELECT @kind, @class, nullif(@user::bigint, 0), @address::citext, @device, @place, nullif(@log::bigint, 0),
				CASE WHEN others.wait THEN greatest(@free, now() + interval '1 minute')
					WHEN @free > now() THEN @free
					ELSE now() + interval '1 minute' END,
				CASE WHEN @perishes AND @free::timestamptz > now() + interval '1 hour' THEN now() END
			FROM others
			WHERE NOT EXISTS (SELECT FROM joined)
			RETURNING id, failed_at
		)
		SELECT id, @free <= now() AND NOT others.wait FROM stored, others WHERE failed_at IS NULL
		UNION ALL
		SELECT id, false FROM joined`,
		pgx.StrictNamedArgs{
			"kind": string(m.kind), "class": string(m.kind.Class()), "user": m.userID, "address": m.address, "free": free,
			"device": m.act.Device, "place": m.act.Place, "log": m.logID,
			"spaced": interval > 0, "perishes": slices.Contains(social.PerishingMails(), m.kind),
		})
	if err != nil || len(stored) == 0 {
		return none, err
	}
	return stored[0], nil
}

// freeAt returns the time from which the address may get another mail of the
// class. It does not count the e-mail except.
func freeAt(ctx context.Context, tx pgx.Tx, class social.MailClass, address string, except int64) (time.Time, error) {
	interval, day := class.Limit()
	return queryOne(ctx, tx, pgx.RowTo[time.Time], `
		WITH recent AS (
			SELECT handed_at FROM deliveries
			WHERE recipient = @address::citext AND class = @class AND handed_at > now() - interval '24 hours' AND email_id <> @except
			ORDER BY handed_at DESC LIMIT @day
		)
		SELECT greatest(now(),
			(SELECT max(handed_at) + @interval::interval FROM recent),
			(SELECT min(handed_at) + interval '24 hours' FROM recent HAVING count(*) = @day))`,
		pgx.StrictNamedArgs{
			"address": address, "class": string(class), "except": except, "day": day, "interval": interval,
		})
}
