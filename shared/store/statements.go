package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// StatementsPerMail is the maximum number of moderators' decisions in one mail: some
// mail programs cut off what is longer than 100 kB.
const StatementsPerMail = 50

// addStatements fills in what a claimed mail of the kind moderation says: its own
// decision, and those that joinStatements adds.
func addStatements(ctx context.Context, tx pgx.Tx, e *Email) (err error) {
	if e.joined, err = joinStatements(ctx, tx, *e); err != nil {
		return err
	}
	e.Statements, err = queryAll(ctx, tx, pgx.RowToStructByPos[social.Statement], `
		SELECT l.action, l.kind,
			coalesce(CASE l.kind
				WHEN 'post' THEN (SELECT p.title FROM posts p WHERE p.id = l.subject_id AND NOT `+isDeleted(`p.id`)+`)
				WHEN 'comment' THEN (SELECT c.content FROM comments c WHERE c.id = l.subject_id AND NOT `+isDeleted(`c.post_id`)+`)
			END, ''),
			l.note, l.until
		FROM emails e JOIN moderation_log l ON l.id = e.log_id
		WHERE e.id = ANY (@ids::bigint[])
		ORDER BY l.id`,
		pgx.StrictNamedArgs{"ids": e.all()})
	return err
}

// joinStatements claims the other mails about decisions that wait for the recipient,
// the oldest first, and returns their ids. So an author gets every statement of reasons
// in spite of the daily limit of mails. A mail that was tried before is sent alone: it
// is not joined, and none is joined to it. So a mail that can't be sent holds back no
// other.
func joinStatements(ctx context.Context, tx pgx.Tx, e Email) ([]int64, error) {
	return queryAll(ctx, tx, pgx.RowTo[int64], `
		UPDATE emails SET `+claiming+`
		WHERE id IN (
			SELECT id FROM emails
			WHERE recipient = @address::citext AND kind = @kind AND user_id = @user AND attempts = 0 AND `+unsent+` AND `+unclaimed+`
				AND EXISTS (SELECT FROM emails WHERE id = @id AND attempts = 1)
			ORDER BY id LIMIT @limit)
		RETURNING id`,
		pgx.StrictNamedArgs{
			"id": e.ID, "address": e.Address, "kind": string(e.Kind), "user": e.UserID,
			"lease": Lease, "limit": StatementsPerMail - 1,
		})
}
