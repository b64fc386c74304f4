package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Moderation stores reports, and reads and resolves the cases that they make.
type Moderation struct{ DB *pgxpool.Pool }

// reportable selects the author of the subject @subject if @viewer can see it, for
// each kind of subject.
var reportable = map[social.SubjectKind]string{
	social.PostSubject: `SELECT p.user_id FROM ` + visiblePosts + ` WHERE p.id = @subject`,
	social.CommentSubject: `
		SELECT c.user_id FROM ` + visibleComments + `
		WHERE c.id = @subject AND (SELECT true FROM ` + visiblePosts + ` WHERE p.id = c.post_id)`,
	social.UserSubject: `SELECT u.id FROM ` + visibleUsers + ` WHERE u.id = @subject`,
}

var errNoSubject = map[social.SubjectKind]error{
	social.PostSubject: errNoPost, social.CommentSubject: errNoComment, social.UserSubject: errNoUser,
}

// Report stores a report, and returns its id. A second report of a subject by the same
// user is not stored: Report returns the id of the first, and created is false, also if
// the subject was hidden since. A new subject that the reporter can't see is NotFound, and
// so is any subject if its author and the reporter have blocked one another. The
// reporter's own is Invalid.
//
// It locks the reporter first, so that only one of a user's simultaneous reports of a
// subject is stored.
func (s Moderation) Report(ctx context.Context, reporter int64, draft social.ReportDraft) (id int64, created bool, err error) {
	kind, subject := draft.Subject()
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		_, err := queryOne(ctx, tx, pgx.RowTo[int64], `SELECT id FROM users WHERE id = @id AND is_active FOR NO KEY UPDATE`,
			pgx.StrictNamedArgs{"id": reporter})
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.NotSignedIn // deactivated or deleted since the request began
		}
		if err != nil {
			return err
		}
		type known struct{ Report, Author *int64 }
		found, err := queryOne(ctx, tx, pgx.RowToStructByPos[known], `
			SELECT (
				SELECT r.id FROM reports r JOIN cases c ON c.id = r.case_id
				WHERE r.reporter_id = @viewer AND r.kind = @kind AND r.subject_id = @subject
				  AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = @viewer AND blocked_id = c.author_id)
				  AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = c.author_id AND blocked_id = @viewer)
			), (`+reportable[kind]+`)`,
			pgx.StrictNamedArgs{"viewer": reporter, "kind": string(kind), "subject": subject})
		switch {
		case err != nil:
			return err
		case found.Report != nil:
			id, created = *found.Report, false
			return nil
		case found.Author == nil:
			return errNoSubject[kind]
		case *found.Author == reporter:
			return fault.InvalidFields(map[string]string{string(kind) + "_id": "must not be your own"})
		}
		created = true
		id, err = addReport(ctx, tx, reporter, *found.Author, draft)
		return err
	})
	return id, created, err
}

// addReport stores the report in the open case of its subject, or opens one.
func addReport(ctx context.Context, tx pgx.Tx, reporter, author int64, draft social.ReportDraft) (int64, error) {
	kind, subject := draft.Subject()
	return queryOne(ctx, tx, pgx.RowTo[int64], `
		WITH new AS MATERIALIZED (
			SELECT nextval('reports_id_seq') AS id, clock_timestamp() AS at
		), c AS (
			INSERT INTO cases AS c (id, kind, subject_id, author_id, created_at, reports_count, reasons)
			SELECT new.id, @kind, @subject, @author, new.at, 1, jsonb_build_object(@reason::text, 1) FROM new
			ON CONFLICT (kind, subject_id) WHERE closed_at IS NULL DO UPDATE
			SET reports_count = c.reports_count + 1,
			    reasons = c.reasons || jsonb_build_object(@reason::text, coalesce((c.reasons ->> @reason::text)::integer, 0) + 1)
			RETURNING c.id
		)
		INSERT INTO reports (id, case_id, kind, subject_id, reporter_id, reason, text, created_at)
		SELECT new.id, c.id, @kind, @subject, @reporter, @reason, @text, new.at FROM new, c
		RETURNING id`,
		pgx.StrictNamedArgs{
			"kind": string(kind), "subject": subject, "author": author, "reporter": reporter, "reason": draft.Reason, "text": draft.Text,
		})
}
