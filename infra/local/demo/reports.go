package demo

import (
	"context"
	"fmt"
)

// reports files a report of each of 20 subjects, so that moderators have a queue to
// work through: the oldest posts and comments, and one user.
func (l loader) reports(ctx context.Context) error {
	_, err := l.tx.Exec(ctx, `
		WITH subjects AS (
			(SELECT 'post' AS kind, id, user_id, created_at FROM posts ORDER BY created_at, id LIMIT 13)
			UNION ALL
			(SELECT 'comment', id, user_id, created_at FROM comments ORDER BY created_at, id LIMIT 6)
			UNION ALL
			(SELECT 'user', id, id, created_at FROM users WHERE role_id = 1 ORDER BY id LIMIT 1)
		), numbered AS (
			SELECT *, row_number() OVER (ORDER BY created_at, kind, id) AS n FROM subjects
		), filed AS MATERIALIZED (
			SELECT nextval('reports_id_seq') AS report, s.kind, s.id, s.user_id, reporter.id AS reporter,
				(ARRAY['spam', 'abuse', 'other', 'hate'])[1 + s.n % 4] AS reason,
				CASE s.n % 4 WHEN 2 THEN 'I do not think that this belongs here.' ELSE '' END AS text,
				s.created_at + interval '1 minute' AS at
			FROM numbered s CROSS JOIN LATERAL (
				SELECT id FROM users WHERE id <> s.user_id AND role_id = 1 ORDER BY id OFFSET s.n % 5 LIMIT 1
			) reporter
			ORDER BY s.n
		), opened AS (
			INSERT INTO cases (id, kind, subject_id, author_id, created_at, reports_count, reasons)
			SELECT report, kind, id, user_id, at, 1, jsonb_build_object(reason, 1) FROM filed
		)
		INSERT INTO reports (id, case_id, kind, subject_id, reporter_id, reason, text, created_at)
		SELECT report, report, kind, id, reporter, reason, text, at FROM filed`)
	if err != nil {
		return fmt.Errorf("report what the demo data has: %w", err)
	}
	return nil
}
