package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// exportFile is a file of an export, and how its rows are read.
type exportFile struct {
	name string
	read func(ctx context.Context, tx pgx.Tx, id int64, row func(any) error) error
}

// exportFiles are the files of an export. Users whom @viewer can't see are left out, as
// everywhere, but @viewer sees whom they blocked.
var exportFiles = []exportFile{
	{"account.json", readAccount},
	rowsOf("posts.ndjson", scanPost, `
		SELECT `+postColumns+` FROM posts p JOIN users u ON u.id = p.user_id
		WHERE p.user_id = @viewer AND NOT `+isDeleted(`p.id`)+` ORDER BY p.created_at, p.id`),
	rowsOf("comments.ndjson", scanComment, `
		SELECT `+commentColumns+` FROM comments c JOIN users u ON u.id = c.user_id WHERE c.user_id = @viewer AND NOT `+isDeleted(`c.post_id`)),
	rowsOf("follows.ndjson", scanExportedFollow, `
		SELECT 'following', u.id, `+authorColumns+`, f.created_at
		FROM follows f JOIN `+visibleUsers+` ON u.id = f.followee_id WHERE f.follower_id = @viewer
		UNION ALL
		SELECT 'follower', u.id, `+authorColumns+`, f.created_at
		FROM follows f JOIN `+visibleUsers+` ON u.id = f.follower_id WHERE f.followee_id = @viewer`),
	rowsOf("likes.ndjson", pgx.RowToStructByPos[exportedReaction], `
		SELECT post_id, NULL::bigint, created_at FROM post_likes l WHERE l.user_id = @viewer AND NOT `+isDeleted(`l.post_id`)+`
		UNION ALL
		SELECT c.post_id, l.comment_id, l.created_at
		FROM comment_likes l JOIN comments c ON c.id = l.comment_id WHERE l.user_id = @viewer AND NOT `+isDeleted(`c.post_id`)),
	rowsOf("bookmarks.ndjson", pgx.RowToStructByPos[exportedReaction], `
		SELECT post_id, NULL::bigint, created_at FROM bookmarks b WHERE b.user_id = @viewer AND NOT `+isDeleted(`b.post_id`)),
	rowsOf("blocks.ndjson", scanExportedMark, `
		SELECT u.id, `+authorColumns+`, m.created_at FROM blocks m JOIN users u ON u.id = m.blocked_id AND `+byActive+` WHERE m.blocker_id = @viewer`),
	rowsOf("mutes.ndjson", scanExportedMark, `
		SELECT u.id, `+authorColumns+`, m.created_at FROM mutes m JOIN `+visibleUsers+` ON u.id = m.muted_id WHERE m.muter_id = @viewer`),
	rowsOf("notifications.ndjson", scanExportedNotification, `
		SELECT n.id, n.kind, nullif(n.actor_id, n.user_id), nullif(n.post_id, 0), nullif(greatest(n.comment_id, 0), 0),
			CASE WHEN n.comment_id < 0 THEN (SELECT `+decisionObject+` FROM moderation_log l WHERE l.id = -n.comment_id) END, `+decisionEnd+`,
			NOT `+isUnread(`n.user_id`)+`, n.created_at
		FROM notifications n JOIN `+visibleUsers+` ON u.id = n.actor_id
		WHERE n.user_id = @viewer AND NOT n.is_withdrawn AND NOT n.is_hidden AND NOT `+isDeleted(`n.post_id`)),
	rowsOf("reports.ndjson", pgx.RowToStructByPos[exportedReport], `
		SELECT r.id, CASE r.kind WHEN 'post' THEN r.subject_id END, CASE r.kind WHEN 'comment' THEN r.subject_id END,
			CASE r.kind WHEN 'user' THEN r.subject_id END, r.reason, r.text, r.created_at
		FROM reports r WHERE r.reporter_id = @viewer`),
	rowsOf("decisions.ndjson", scanExportedEntry, exportEntries),
	{"mails.ndjson", readMails},
	rowsOf("sessions.ndjson", pgx.RowToStructByPos[exportedSession], `
		SELECT s.id, s.created_at, s.last_used_at, s.expires_at, s.ended_at, s.device, s.address
		FROM sessions s WHERE s.user_id = @viewer`),
}

// exportBatch is how many rows are in memory at once.
const exportBatch = 500

// rowsOf returns a file of the rows that the query selects for the user @viewer.
func rowsOf[T any](name string, scan pgx.RowToFunc[T], sql string) exportFile {
	cursor := "export_" + strings.TrimSuffix(name, ".ndjson")
	return exportFile{name, func(ctx context.Context, tx pgx.Tx, id int64, row func(any) error) error {
		return eachRow(ctx, tx, cursor, scan, sql, pgx.StrictNamedArgs{"viewer": id}, row)
	}}
}

// eachRow calls row with each row of the query. A cursor reads them, so that each
// statement is short and no batch repeats the work of those before it. Each query has a
// cursor of its own name, because connections may remember the columns of a statement.
func eachRow[T any](
	ctx context.Context, tx pgx.Tx, cursor string, scan pgx.RowToFunc[T], sql string, args pgx.StrictNamedArgs, row func(any) error,
) error {
	_, err := exec(ctx, tx, `DECLARE `+cursor+` NO SCROLL CURSOR FOR `+sql, args)
	if err != nil {
		return err
	}
	for {
		batch, err := queryAll(ctx, tx, scan, fmt.Sprintf(`FETCH %d FROM %s`, exportBatch, cursor), nil)
		if err != nil {
			return err
		}
		for _, value := range batch {
			if err := row(value); err != nil {
				return err
			}
		}
		if len(batch) < exportBatch {
			break
		}
	}
	_, err = exec(ctx, tx, `CLOSE `+cursor, nil)
	return err
}

// exportedFollow is a follow. Direction is following if User is followed, or
// follower if User follows.
type exportedFollow struct {
	Direction string        `json:"direction"`
	User      social.Author `json:"user"`
	CreatedAt time.Time     `json:"created_at"`
}

func scanExportedFollow(row pgx.CollectableRow) (f exportedFollow, err error) {
	return f, row.Scan(&f.Direction, &f.User.ID, &f.User.Username, &f.User.DisplayName, &f.CreatedAt)
}

// exportedMark is a block or a mute of another user.
type exportedMark struct {
	User      social.Author `json:"user"`
	CreatedAt time.Time     `json:"created_at"`
}

func scanExportedMark(row pgx.CollectableRow) (m exportedMark, err error) {
	return m, row.Scan(&m.User.ID, &m.User.Username, &m.User.DisplayName, &m.CreatedAt)
}

// exportedReaction is a like or a bookmark of a post, or a like of a comment.
type exportedReaction struct {
	PostID    int64     `json:"post_id"`
	CommentID *int64    `json:"comment_id,omitempty"`
	CreatedAt time.Time `json:"created_at"`
}

// exportedNotification is one act that the user was notified of. ActorID is the user
// who acted; decisions of moderators have none.
type exportedNotification struct {
	ID        int64             `json:"id"`
	Kind      string            `json:"kind"`
	ActorID   *int64            `json:"actor_id,omitempty"`
	PostID    *int64            `json:"post_id,omitempty"`
	CommentID *int64            `json:"comment_id,omitempty"`
	Decision  *exportedDecision `json:"decision,omitempty"`
	IsRead    bool              `json:"is_read"`
	CreatedAt time.Time         `json:"created_at"`
}

func scanExportedNotification(row pgx.CollectableRow) (n exportedNotification, err error) {
	var until *time.Time
	err = row.Scan(&n.ID, &n.Kind, &n.ActorID, &n.PostID, &n.CommentID, &n.Decision, &until, &n.IsRead, &n.CreatedAt)
	if n.Decision != nil {
		n.Decision.Until = until
	}
	return n, err
}

// exportedReport is a report that the user made.
type exportedReport struct {
	ID        int64     `json:"id"`
	PostID    *int64    `json:"post_id,omitempty"`
	CommentID *int64    `json:"comment_id,omitempty"`
	UserID    *int64    `json:"user_id,omitempty"`
	Reason    string    `json:"reason"`
	Text      string    `json:"text"`
	CreatedAt time.Time `json:"created_at"`
}

// exportedSession is a session, which may have ended.
type exportedSession struct {
	ID         int64      `json:"id"`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt time.Time  `json:"last_used_at"`
	ExpiresAt  time.Time  `json:"expires_at"`
	EndedAt    *time.Time `json:"ended_at"`
	Device     string     `json:"device"`
	Address    string     `json:"address"`
}
