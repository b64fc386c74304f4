package store

import (
	"time"

	"github.com/jackc/pgx/v5"
)

// exportedDecision is what a moderator or an admin did about the user, or about what the
// user wrote or reported. It names neither the moderator nor a reporter.
type exportedDecision struct {
	Action    string     `json:"action"`
	PostID    *int64     `json:"post_id,omitempty"`
	CommentID *int64     `json:"comment_id,omitempty"`
	UserID    *int64     `json:"user_id,omitempty"`
	Note      string     `json:"note,omitempty"`
	Until     *time.Time `json:"until,omitempty"`
	Reported  bool       `json:"reported,omitempty"` // by the user
}

// decisionObject is the entry l of the log as JSON, without the end of a suspension:
// decisionEnd says why. A note is for the user concerned, but the note of a dismissal is
// for moderators alone, because it may say who reported.
const decisionObject = `jsonb_build_object(
	'action', l.action, 'reported', l.user_id <> @viewer,
	'post_id', CASE l.kind WHEN 'post' THEN l.subject_id END,
	'comment_id', CASE l.kind WHEN 'comment' THEN l.subject_id END,
	'user_id', CASE l.kind WHEN 'user' THEN l.subject_id END,
	'note', CASE WHEN l.user_id = @viewer AND l.action <> 'dismiss' THEN l.note ELSE '' END)`

// exportedEntry is a decision about the user or what the user wrote.
type exportedEntry struct {
	ID int64 `json:"id"`
	exportedDecision
	CreatedAt time.Time `json:"created_at"`
}

const exportEntries = `SELECT l.id, l.created_at, ` + decisionObject + `, l.until FROM moderation_log l WHERE l.user_id = @viewer ORDER BY l.id`

func scanExportedEntry(row pgx.CollectableRow) (e exportedEntry, err error) {
	return e, row.Scan(&e.ID, &e.CreatedAt, &e.exportedDecision, &e.Until)
}
