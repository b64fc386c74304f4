package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// DigestsPerSweep is how many due digests one QueueDigests handles at most, and how many
// may wait to be sent. digestBatch is how many it handles in one statement.
const (
	DigestsPerSweep = 500
	digestBatch     = 50
)

// QueueDigests queues the digests that are due, the longest due first. It makes each
// due again one period from now, even after a long pause, and queues an e-mail if the
// user is active and has an unread notification that no digest was about. Simultaneous
// calls share the work. Digests get at most half of the system's hourly e-mails, so
// that they never hold back the others: the rest stay due.
func (s Outbox) QueueDigests(ctx context.Context) error {
	room, err := s.digestRoom(ctx)
	for left := DigestsPerSweep; err == nil && left > 0 && room > 0; {
		var moved, queued int
		limit := min(left, room, digestBatch)
		moved, queued, err = s.queueDigests(ctx, limit)
		if moved < limit {
			break
		}
		left, room = left-moved, room-queued
	}
	return err
}

// digestRoom returns how many digests may be queued now.
func (s Outbox) digestRoom(ctx context.Context) (int, error) {
	type counts struct{ Waiting, Sent int }
	now, err := queryOne(ctx, s.DB, pgx.RowToStructByPos[counts], `
		SELECT (SELECT count(*) FROM (SELECT FROM emails WHERE class = @class AND `+unsent+` LIMIT @limit) waiting),
			(SELECT count(*) FROM deliveries WHERE class = @class AND handed_at > now() - interval '1 hour')`,
		pgx.StrictNamedArgs{"class": string(social.PeriodicMail), "limit": DigestsPerSweep})
	room := DigestsPerSweep - now.Waiting
	if s.HourLimit > 0 {
		room = min(room, (s.HourLimit+1)/2-now.Sent-now.Waiting)
	}
	return room, err
}

// queueDigests moves up to limit due digests to their next time. It returns how many it
// moved, and for how many of them it queued an e-mail.
func (s Outbox) queueDigests(ctx context.Context, limit int) (moved, queued int, err error) {
	type counts struct{ Moved, Queued int }
	done, err := queryOne(ctx, s.DB, pgx.RowToStructByPos[counts], `
		WITH due AS (
			SELECT user_id FROM notification_settings
			WHERE digest_at <= now()
			ORDER BY digest_at
			LIMIT @limit
			FOR UPDATE SKIP LOCKED
		), moved AS (
			UPDATE notification_settings s SET
				digest_at = now() + CASE digest WHEN @weekly THEN @week::interval ELSE @day::interval END,
				unsubscribe_key = coalesce(unsubscribe_key, uuid_send(gen_random_uuid()))
			FROM due WHERE s.user_id = due.user_id
			RETURNING s.user_id, s.digested_through
		), queued AS (
			INSERT INTO emails (kind, class, user_id, recipient, due_at)
			SELECT @kind, @class, u.id, u.email, now()
			FROM moved m JOIN users u ON u.id = m.user_id AND `+byActive+`
			WHERE NOT EXISTS (SELECT FROM emails e WHERE e.user_id = u.id AND e.kind = @kind AND `+unsent+`)
				AND EXISTS (SELECT FROM (`+headsOf(`m.user_id`, isUnread(`m.user_id`)+` AND n.created_at >= m.digested_through`, `1`)+`) n WHERE n.is_shown)
			ORDER BY u.id -- the order in which users are locked
			RETURNING id
		)
		SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM queued)`,
		pgx.StrictNamedArgs{
			"limit": limit, "kind": string(social.DigestMail), "class": string(social.PeriodicMail),
			"weekly": string(social.WeeklyDigest), "week": social.WeeklyDigest.Period(), "day": social.DailyDigest.Period(),
		})
	return done.Moved, done.Queued, err
}

// DueDigests returns up to limit digests that a sweep should send. They have a queue of
// their own, because nobody is waiting for them.
func (s Outbox) DueDigests(ctx context.Context, limit int) ([]int64, error) {
	return queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT id FROM emails WHERE class = @class AND due_at <= now() AND `+unsent+` AND `+unclaimed+`
		ORDER BY due_at, id LIMIT @limit`,
		pgx.StrictNamedArgs{"class": string(social.PeriodicMail), "limit": limit})
}

// Digest is the content of a digest: how many notifications are unread, and the newest
// of them.
type Digest struct {
	Unread        int // 100 means more than 99
	Notifications []social.Notification
	// UnsubscribeKey is in the link that turns the user's digests off.
	UnsubscribeKey []byte
}

// Digest reads the content of a digest when it is sent. No later digest is queued for
// the notifications that it covers. It returns an empty Digest if the user no longer
// wants one: everything was read, the user has turned it off, is not active or has
// another address.
func (s Outbox) Digest(ctx context.Context, e Email, limit int) (d Digest, err error) {
	// The content is read after this, so it includes everything before the horizon.
	horizon, err := (Live{DB: s.DB}).Horizon(ctx, time.Time{}, 0)
	if err != nil {
		return d, err
	}
	d.UnsubscribeKey, err = queryOne(ctx, s.DB, pgx.RowTo[[]byte], `
		UPDATE notification_settings s SET digested_through = greatest(digested_through, @horizon)
		FROM users u
		WHERE s.user_id = @user AND s.digest_at IS NOT NULL AND u.id = s.user_id AND `+byActive+` AND u.email = @address::citext
		RETURNING s.unsubscribe_key`,
		pgx.StrictNamedArgs{"user": e.UserID, "address": e.Address, "horizon": horizon.At})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return Digest{}, nil
	case err != nil:
		return d, err
	}
	notifications := Notifications{DB: s.DB}
	unread, err := notifications.Unread(ctx, e.UserID)
	if err != nil || unread.Count == 0 {
		return Digest{}, err
	}
	page, err := notifications.List(ctx, e.UserID, social.NotificationKinds(), Page{Limit: limit})
	d.Unread = unread.Count
	for _, n := range page.Rows {
		if !n.IsRead {
			d.Notifications = append(d.Notifications, n)
		}
	}
	return d, err
}

// Unsubscribe turns off the user's digest. It returns a NotFound fault if the hash is
// not that of the user's key. It compares hashes, so that its timing reveals nothing
// about the key.
func (s Notifications) Unsubscribe(ctx context.Context, user int64, keyHash []byte) error {
	changed, err := exec(ctx, s.DB, `
		UPDATE notification_settings SET digest = @off, digest_at = NULL
		WHERE user_id = @user AND sha256(unsubscribe_key) = @hash`,
		pgx.StrictNamedArgs{"off": string(social.NoDigest), "user": user, "hash": keyHash})
	if err == nil && changed == 0 {
		err = fault.New(fault.NotFound, "the link is not valid")
	}
	return err
}
