package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// tellAuthor tells a user of a decision about what they wrote or did, by a notification
// and a mail. An account that was erased is told nothing.
func tellAuthor(ctx context.Context, tx pgx.Tx, user, logID int64) (decided Decided, err error) {
	told, err := queryOne(ctx, tx, pgx.RowTo[bool], `SELECT moderation_notify(@user, @log)`, pgx.StrictNamedArgs{"user": user, "log": logID})
	if err != nil {
		return decided, err
	}
	if told {
		decided.Told = []int64{user}
	}
	decided.EmailID, err = enqueueToOwner(ctx, tx, mailing{kind: social.ModerationMail, userID: user, logID: logID})
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return decided, err
}

// statement returns what a mail of the kind moderation says.
func statement(ctx context.Context, tx pgx.Tx, email int64) (s social.Statement, err error) {
	return queryOne(ctx, tx, pgx.RowToStructByPos[social.Statement], `
		SELECT l.action, l.kind,
			coalesce(CASE l.kind
				WHEN 'post' THEN (SELECT p.title FROM posts p WHERE p.id = l.subject_id)
				WHEN 'comment' THEN (SELECT c.content FROM comments c WHERE c.id = l.subject_id)
			END, ''),
			l.note, l.until
		FROM emails e JOIN moderation_log l ON l.id = e.log_id
		WHERE e.id = @id`,
		pgx.StrictNamedArgs{"id": email})
}
