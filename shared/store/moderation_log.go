package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/cursor"
	"social.example/shared/social"
)

// logged is an entry of the log: an action, its subject, and the user that it
// concerns. by is 0 if nobody acted.
type logged struct {
	by      int64
	action  social.Measure
	kind    social.SubjectKind
	subject int64
	user    int64
	report  *int64
	until   *time.Time
	note    string
}

// addLog adds the entry to the log, in the transaction of the action, and returns its
// id. Statements that change posts and comments call the function moderation_log_add
// instead.
func addLog(ctx context.Context, tx pgx.Tx, e logged) (int64, error) {
	return queryOne(ctx, tx, pgx.RowTo[int64], `
		INSERT INTO moderation_log (moderator_id, action, kind, subject_id, user_id, report_id, until, note)
		VALUES (nullif(@by::bigint, 0), @action, @kind, @subject, @user, @report, @until, @note)
		RETURNING id`,
		pgx.StrictNamedArgs{
			"by": e.by, "action": string(e.action), "kind": string(e.kind), "subject": e.subject, "user": e.user,
			"report": e.report, "until": e.until, "note": e.note,
		})
}

// isModerator is the condition that @viewer, who removes another user's comment, acts as
// a moderator. Other users can remove it only as the author of the post @post.
var isModerator = `(
	@viewer <> (SELECT p.user_id FROM posts p WHERE p.id = @post)
	OR ` + viewerModerates + `)`

// Log returns what moderators and admins did, newest first.
func (s Moderation) Log(ctx context.Context, p Page) (Rows[social.LogEntry], error) {
	at, id := start(p.After)
	entries, err := queryAll(ctx, s.DB, func(row pgx.CollectableRow) (placed[social.LogEntry], error) {
		var e social.LogEntry
		err := row.Scan(&e.ID, &e.CreatedAt, &e.Moderator, &e.Action, &e.Kind, &e.SubjectID, &e.User, &e.Note, &e.Until, &e.ReportID)
		return placed[social.LogEntry]{row: e, at: cursor.Position{At: e.CreatedAt, ID: e.ID}}, err
	}, `
		SELECT l.id, l.created_at, `+authorOrNull("moderator")+`, l.action, l.kind, l.subject_id, `+authorOrNull("u")+`, l.note, l.until, l.report_id
		FROM moderation_log l
		LEFT JOIN users moderator ON moderator.id = l.moderator_id
		LEFT JOIN users u ON u.id = l.user_id
		WHERE (l.created_at, l.id) < (@at, @id)
		ORDER BY l.created_at DESC, l.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"at": at, "id": id, "limit": p.Limit + 1})
	return paged(entries, p.Limit), err
}
