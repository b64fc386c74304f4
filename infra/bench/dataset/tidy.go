package dataset

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// member is the id of the role that all users of a set have.
const member = 1

// forgetLog empties the moderation log. A trigger forbids deletes from the log, so this
// disables triggers first.
const forgetLog = `
	BEGIN;
	SET LOCAL session_replication_role = replica;
	DELETE FROM moderation_log;
	COMMIT`

// Tidy removes the rows that were added to a loaded set. The triggers restore the
// counters.
func (s *Set) Tidy(ctx context.Context, databaseURL string) error {
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return fmt.Errorf("connect to tidy up: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, `SET statement_timeout = 0`); err != nil {
		return fmt.Errorf("connect to tidy up: %w", err)
	}
	removed := int64(0)
	for _, statement := range []struct {
		sql  string
		from any
	}{
		{`DELETE FROM post_likes WHERE created_at > $1`, End},
		{`DELETE FROM blocks WHERE created_at > $1`, End},
		{`DELETE FROM mutes WHERE created_at > $1`, End},
		{`DELETE FROM reports WHERE created_at > $1`, End},
		{`DELETE FROM cases WHERE created_at > $1`, End},
		{`UPDATE users SET role_id = $1 WHERE role_id <> $1`, member},
		{`DELETE FROM notifications WHERE created_at > $1`, End},
		{`DELETE FROM comments WHERE id > $1`, s.Comments},
		{`DELETE FROM posts WHERE id > $1`, s.Posts},
		{`DELETE FROM follows WHERE created_at > $1`, End},
	} {
		tag, err := conn.Exec(ctx, statement.sql, statement.from)
		if err != nil {
			return fmt.Errorf("remove what was added: %w", err)
		}
		removed += tag.RowsAffected()
	}
	if removed == 0 {
		return nil
	}
	if _, err := conn.Exec(ctx, forgetLog); err != nil {
		return fmt.Errorf("empty the moderation log: %w", err)
	}
	if _, err := conn.Exec(ctx, `VACUUM (ANALYZE) users, follows, posts, post_tags, newest_posts, comments, post_likes, post_like_counts,
		notifications, blocks, mutes, reports, cases, moderation_log`); err != nil {
		return fmt.Errorf("vacuum: %w", err)
	}
	return nil
}
