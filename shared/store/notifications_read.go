package store

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// isRead is the condition that n is read according to the position r of its recipient.
// Without a position it is false.
const isRead = `coalesce((n.created_at, n.id) <= (r.at, r.id) OR n.id = ANY (r.ahead), false)`

// isUnread is the condition that the user with the id of the SQL expression has not
// read n.
func isUnread(user string) string {
	position := func(column, none string) string {
		return `coalesce((SELECT r.` + column + ` FROM notification_reads r WHERE r.user_id = ` + user + `), ` + none + `)`
	}
	return `(n.created_at, n.id) > (` + position("at", "'-infinity'") + `, ` + position("id", "0") + `)
		AND n.id <> ALL (` + position("ahead", "'{}'") + `)`
}

// unreadCount counts the unread notifications of @viewer, up to a limit.
var unreadCount = `(
	SELECT count(*) FROM (` + headsOf(`@viewer`, isUnread(`@viewer`), maxCount) + `) unread
	WHERE is_shown
)`

// Unread returns how many notifications the user has not read.
func (s Notifications) Unread(ctx context.Context, user int64) (social.Unread, error) {
	return queryOne(ctx, s.DB, pgx.RowToStructByPos[social.Unread], `SELECT `+unreadCount, pgx.StrictNamedArgs{"viewer": user})
}

// MarkRead marks the user's notifications up to the id as read. What was read before
// stays read. If the notification was deleted since, the one before it takes its place,
// even if it is another user's.
//
// A notification that is committed later was not read, although it may sort before the
// id: it got its time when it was written. So the position ends where such a notification
// may still appear. The heads after it that are visible now are marked by their ids.
func (s Notifications) MarkRead(ctx context.Context, user, through int64) error {
	_, err := exec(ctx, s.DB, `
		WITH through AS MATERIALIZED (
			SELECT t.created_at, t.id, least(t.created_at, reach.readable) AS at, CASE WHEN t.created_at < reach.readable THEN t.id ELSE 0 END AS at_id
			FROM (SELECT created_at, id FROM notifications WHERE id <= @through ORDER BY id DESC LIMIT 1) t CROSS JOIN posts_reach() reach
		)
		INSERT INTO notification_reads AS r (user_id, at, id, ahead)
		SELECT @user, t.at, t.at_id, ARRAY(
			SELECT n.id FROM notifications n
			WHERE n.user_id = @user AND n.is_head AND (n.created_at, n.id) > (t.at, t.at_id) AND (n.created_at, n.id) <= (t.created_at, t.id)
			ORDER BY n.created_at DESC, n.id DESC LIMIT `+maxAhead+`
		)
		FROM through t
		ON CONFLICT (user_id) DO UPDATE SET
			at = greatest(r.at, excluded.at),
			id = CASE WHEN (r.at, r.id) < (excluded.at, excluded.id) THEN excluded.id ELSE r.id END,
			ahead = ARRAY(
				SELECT n.id FROM notifications n
				WHERE n.id = ANY (r.ahead || excluded.ahead) AND (n.created_at, n.id) > (r.at, r.id) AND (n.created_at, n.id) > (excluded.at, excluded.id)
				ORDER BY n.created_at DESC, n.id DESC LIMIT `+maxAhead+`
			)
		WHERE (r.at, r.id) < (excluded.at, excluded.id) OR NOT r.ahead @> excluded.ahead`,
		pgx.StrictNamedArgs{"user": user, "through": through})
	return err
}

// maxAhead is how many notifications after the position can be marked as read.
var maxAhead = strconv.Itoa(scannedHeads)
