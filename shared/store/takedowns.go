package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// lockSubject locks the author of a post or a comment, and then the post, in the order
// in which all writers lock them, and returns the author. It returns a NotFound fault
// if the subject was deleted.
func lockSubject(ctx context.Context, tx pgx.Tx, kind social.SubjectKind, id int64) (author int64, err error) {
	table, post := `posts`, `@id`
	if kind == social.CommentSubject {
		table, post = `comments`, `(SELECT post_id FROM comments WHERE id = @id)`
	}
	author, err = queryOne(ctx, tx, pgx.RowTo[int64],
		`SELECT id FROM users WHERE id = (SELECT user_id FROM `+table+` WHERE id = @id) FOR NO KEY UPDATE`,
		pgx.StrictNamedArgs{"id": id})
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, errNoSubject[kind]
	}
	if err != nil {
		return 0, err
	}
	locked, err := exec(ctx, tx, `SELECT FROM posts p WHERE p.id = `+post+` AND NOT `+isDeleted(`p.id`)+` FOR NO KEY UPDATE`, pgx.StrictNamedArgs{"id": id})
	if err == nil && locked == 0 {
		err = errNoSubject[kind]
	}
	return author, err
}

// takeDown hides a post or a comment from all but its author and moderators. It returns
// a Conflict fault if it was deleted.
func takeDown(ctx context.Context, tx pgx.Tx, kind social.SubjectKind, id int64) error {
	_, err := lockSubject(ctx, tx, kind, id)
	if fault.KindOf(err) == fault.NotFound {
		return errDeleted
	}
	if err != nil {
		return err
	}
	sql := `UPDATE posts SET taken_down_at = coalesce(taken_down_at, now()) WHERE id = @id`
	if kind == social.CommentSubject {
		sql = `UPDATE comments SET taken_down_at = coalesce(taken_down_at, now()), is_hidden = true WHERE id = @id AND removed_at IS NULL`
	}
	changed, err := exec(ctx, tx, sql, pgx.StrictNamedArgs{"id": id})
	if err == nil && changed == 0 {
		err = errDeleted
	}
	return err
}

var errDeleted = fault.New(fault.Conflict, "it was deleted in the meantime: there is nothing to remove")

// Restore restores a post or a comment that was taken down, and notifies its author. It
// does nothing if the subject is not taken down. by is the moderator; what they wrote
// themselves is Forbidden.
func (s Moderation) Restore(ctx context.Context, by int64, kind social.SubjectKind, id int64) (decided Decided, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		decided = Decided{}
		author, err := lockSubject(ctx, tx, kind, id)
		if err == nil && author == by {
			err = errOwnCase
		}
		if err != nil {
			return err
		}
		sql := `UPDATE posts SET taken_down_at = NULL WHERE id = @id AND taken_down_at IS NOT NULL`
		if kind == social.CommentSubject {
			sql = `
				UPDATE comments c SET taken_down_at = NULL, is_hidden = NOT u.is_active
				FROM users u WHERE c.id = @id AND c.taken_down_at IS NOT NULL AND c.removed_at IS NULL AND u.id = c.user_id`
		}
		changed, err := exec(ctx, tx, sql, pgx.StrictNamedArgs{"id": id})
		if err != nil || changed == 0 {
			return err
		}
		logID, err := addLog(ctx, tx, logged{by: by, action: social.Restore, kind: kind, subject: id, user: author})
		if err != nil {
			return err
		}
		decided, err = notifyAuthor(ctx, tx, author, logID)
		return err
	})
	return decided, err
}
