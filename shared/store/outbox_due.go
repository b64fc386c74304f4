package store

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// Due returns up to limit e-mails that a sweep should send. Of every four, three have
// the fewest attempts, newest first, because their recipients are waiting; the fourth
// has been due longest. Digests are not among them.
func (s Outbox) Due(ctx context.Context, limit int) ([]int64, error) {
	due := `class <> '` + string(social.PeriodicMail) + `' AND due_at <= now() AND ` + unsent + ` AND ` + unclaimed
	return queryAll(ctx, s.DB, pgx.RowTo[int64], `
		WITH fresh AS (
			SELECT id FROM emails WHERE `+due+` ORDER BY attempts, created_at DESC LIMIT @limit
		), old AS (
			SELECT id FROM emails WHERE `+due+` ORDER BY due_at LIMIT @limit / 4 + 1
		)
		SELECT id FROM (
			SELECT id, 4 * row_number() OVER () AS place FROM fresh
			UNION ALL
			SELECT id, 12 * row_number() OVER () + 1 FROM old
		) placed
		GROUP BY id ORDER BY min(place) LIMIT @limit`,
		pgx.StrictNamedArgs{"limit": limit})
}

// GiveUp marks e-mails that were tried Attempts times as failed, up to PurgeBatch
// of them, and returns how many. Attempts is a literal in the SQL and not a parameter: a
// plan for any number would not use the index.
func (s Outbox) GiveUp(ctx context.Context) (int64, error) {
	return exec(ctx, s.DB, `
		UPDATE emails SET failed_at = now(), claimed_until = NULL
		WHERE id IN (
			SELECT id FROM emails WHERE attempts >= `+strconv.Itoa(Attempts)+` AND `+unsent+` AND `+unclaimed+`
			LIMIT @limit FOR UPDATE SKIP LOCKED)`,
		pgx.StrictNamedArgs{"limit": PurgeBatch})
}

// Delivered counts the e-mails of the last hour by outcome.
type Delivered struct{ Accepted, Refused int }

// LastHour counts the e-mails that the mail service accepted or permanently
// refused in the last hour.
func (s Outbox) LastHour(ctx context.Context) (Delivered, error) {
	return queryOne(ctx, s.DB, pgx.RowToStructByPos[Delivered], `
		SELECT count(*) FILTER (WHERE NOT is_refused), count(*) FILTER (WHERE is_refused)
		FROM deliveries WHERE handed_at > now() - interval '1 hour'`, pgx.StrictNamedArgs{})
}
