package store

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/social"
)

// Notifications reads the notifications of users. The statements that store the acts
// write them, with the database function notifications_add.
type Notifications struct{ DB *pgxpool.Pool }

var (
	actorCount = strconv.Itoa(social.NotificationActors)
	maxCount   = strconv.Itoa(social.NotificationCount)
)

// notificationColumns selects a notification n as its recipient @viewer sees it, with
// the acts of its thread up to n.
var notificationColumns = `
	n.id, n.kind, n.created_at,
	` + isRead + `,
	acts.actors, acts.count, p.id, p.title, c.id, c.content,` + decisionColumns

// actsUpTo are the notifications m of n's thread up to n, with their actors u, if n's
// recipient can see those and has not muted them.
var actsUpTo = `notifications m JOIN visible_users(n.user_id) u ON u.id = m.actor_id
	WHERE ` + isUnmuted(`m`) + `
	AND m.thread = n.thread AND (m.created_at, m.id) <= (n.created_at, n.id) AND NOT m.is_withdrawn AND NOT m.is_hidden`

// isUnmuted is the condition that n's recipient has not muted the actor of the
// notification with this name. Subqueries can't become joins over all mutes or users.
func isUnmuted(row string) string {
	return `coalesce((SELECT 1 FROM mutes s WHERE s.muter_id = n.user_id AND s.muted_id = ` + row + `.actor_id), 0) <> 1`
}

// isSeen is the condition that n's recipient can see that actor, and has not muted them.
func isSeen(row string) string {
	return `(SELECT true FROM visible_users(n.user_id) a WHERE a.id = ` + row + `.actor_id) AND ` + isUnmuted(row)
}

// about joins to n the post p and the comment c that it is about, as its recipient sees
// them. n is shown only if subject.is_visible: the recipient sees its actor, its post and
// its comment. OFFSET 0 makes the planner look them up one by one.
var about = `
	LEFT JOIN LATERAL (SELECT p.id, p.title FROM ` + visiblePostsTo(`n.user_id`) + ` WHERE p.id = n.post_id OFFSET 0) p ON true
	LEFT JOIN LATERAL (SELECT c.id, c.content FROM ` + visibleCommentsTo(`n.user_id`) + ` WHERE c.id = n.comment_id OFFSET 0) c ON true
	CROSS JOIN LATERAL (
		SELECT (n.post_id = 0 OR p.id IS NOT NULL) AND (n.comment_id <= 0 OR c.id IS NOT NULL)
			AND coalesce(` + isSeen(`n`) + `, false) AS is_visible OFFSET 0
	) subject`

// isNewest is the condition that no head of n's thread that n's recipient sees is newer
// than n. The newest of the thread's acts that the recipient sees is a head
// (notifications_lead), and few acts are newer than that one. Mostly the index of acts
// answers this alone, whatever the planner knows.
var isNewest = `(SELECT true FROM notifications m
	WHERE m.thread = n.thread AND NOT m.is_withdrawn AND NOT m.is_hidden AND (m.created_at, m.id) > (n.created_at, n.id)
	AND m.is_head AND ` + isSeen(`m`) + `
	ORDER BY m.created_at DESC, m.id DESC LIMIT 1) IS NULL`

// notified are the notifications n of the rows given, with everything that
// notificationColumns selects. If its actor, post or comment is not visible, a
// notification has no acts, and they are not read.
func notified(rows string) string {
	return `(` + rows + `) n
		LEFT JOIN notification_reads r ON r.user_id = n.user_id` + about + `
		CROSS JOIN LATERAL (
			SELECT count(*) AS count,
				coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'username', a.username, 'display_name', a.display_name) ORDER BY a.place)
					FILTER (WHERE a.place <= ` + actorCount + `), '[]') AS actors
			FROM (
				SELECT u.id, u.username, coalesce(u.display_name, u.username::text) AS display_name,
					row_number() OVER (ORDER BY m.created_at DESC, m.id DESC) AS place
				FROM ` + actsUpTo + ` AND subject.is_visible
				ORDER BY m.created_at DESC, m.id DESC
				LIMIT ` + maxCount + `
			) a
		) acts`
}

func scanNotification(row pgx.CollectableRow, more ...any) (n social.Notification, err error) {
	var post, comment *int64
	var title, content *string
	var decided *decision
	var until *time.Time
	err = row.Scan(append([]any{
		&n.ID, &n.Kind, &n.CreatedAt, &n.IsRead, &n.Actors, &n.ActorsCount, &post, &title, &comment, &content, &decided, &until,
	}, more...)...)
	if post != nil {
		n.Post = &social.NotifiedPost{ID: *post, Title: *title}
	}
	if comment != nil {
		n.Comment = &social.NotifiedComment{ID: *comment, Content: *content}
	}
	if decided != nil {
		decided.apply(&n, until)
	}
	return n, err
}

// scannedHeads is how many notifications a page looks through at most. Most are shown;
// those about users, posts and comments that are not visible are not.
const scannedHeads = 1000

// scanned are the heads of the user's threads that a page looks through, newest first,
// with their places.
func scanned(user, condition string) string {
	return `
		SELECT n.*, row_number() OVER (ORDER BY n.created_at DESC, n.id DESC) AS place, ` + isNewest + ` AS is_newest
		FROM notifications n
		WHERE n.user_id = ` + user + ` AND n.is_head AND ` + condition + `
		ORDER BY n.created_at DESC, n.id DESC
		LIMIT ` + strconv.Itoa(scannedHeads)
}

// isLastScanned is the condition that scanned ends with n.
var isLastScanned = `n.place = ` + strconv.Itoa(scannedHeads)

// headsOf selects the newest notification of each thread of the user with the id of the
// SQL expression, if it is shown, newest first. It also selects the last one that it
// looks through, which may not be.
func headsOf(user, condition, limit string) string {
	return `
		SELECT n.*, shown.yes AS is_shown
		FROM (` + scanned(user, condition) + `) n` + about + `
		CROSS JOIN LATERAL (
			SELECT n.is_newest AND subject.is_visible AS yes OFFSET 0
		) shown
		WHERE shown.yes OR ` + isLastScanned + `
		ORDER BY n.created_at DESC, n.id DESC
		LIMIT ` + limit
}

// scanListed scans notificationColumns, and whether the notification is not shown and is
// the last.
func scanListed(row pgx.CollectableRow) (p placed[social.Notification], err error) {
	p.row, err = scanNotification(row, &p.isHidden, &p.isLast)
	p.at = cursor.Position{At: p.row.CreatedAt, ID: p.row.ID}
	return p, err
}

// List returns the user's notifications of these kinds, newest first. A page may end
// before it is full if it looked through many that are not shown.
func (s Notifications) List(ctx context.Context, user int64, kinds []social.NotificationKind, p Page) (Rows[social.Notification], error) {
	at, last := start(p.After)
	rows, err := queryAll(ctx, s.DB, scanListed, `
		SELECT `+notificationColumns+`, NOT (acts.count > 0 AND n.is_newest), `+isLastScanned+`
		FROM `+notified(scanned(`@viewer`, `n.kind = ANY (@kinds::text[]) AND (n.created_at, n.id) < (@at, @id)`))+`
		WHERE acts.count > 0 AND n.is_newest OR `+isLastScanned+`
		ORDER BY n.created_at DESC, n.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"viewer": user, "kinds": texts(kinds), "at": at, "id": last, "limit": p.Limit + 1})
	return paged(rows, p.Limit), err
}
