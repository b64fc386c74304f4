package dataset

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"social.example/migrations"
)

// Load loads the set into an empty database. For the speed of COPY, it disables the
// triggers, because the set already has the counters, and drops the indexes until
// the rows are loaded.
func (s *Set) Load(ctx context.Context, databaseURL string, say func(format string, args ...any)) error {
	if err := migrations.Up(databaseURL); err != nil {
		return err
	}
	conn, err := connect(ctx, databaseURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	indexes, err := drop(ctx, conn)
	if err != nil {
		return err
	}
	say("copying %d users, %d follows, %d posts, %d comments", s.Users, s.Follows, s.Posts, s.Comments)
	if err := each(ctx, databaseURL, s.sources(), source.copy); err != nil {
		return err
	}
	if err := derive(ctx, conn); err != nil {
		return err
	}
	say("making %d indexes and constraints", len(indexes))
	if err := each(ctx, databaseURL, indexes, index.restore); err != nil {
		return err
	}
	say("vacuuming")
	_, err = conn.Exec(ctx, `VACUUM (ANALYZE, FREEZE)`)
	if err != nil {
		return fmt.Errorf("vacuum: %w", err)
	}
	return nil
}

// workers is the number of concurrent connections.
const workers = 2

// each calls do for every element, with up to workers calls at a time.
func each[T any](ctx context.Context, databaseURL string, elements []T, do func(T, context.Context, *pgx.Conn) error) error {
	together, inTime := errgroup.WithContext(ctx)
	together.SetLimit(workers)
	for _, element := range elements {
		together.Go(func() error {
			conn, err := connect(inTime, databaseURL)
			if err != nil {
				return err
			}
			defer conn.Close(inTime)
			return do(element, inTime, conn)
		})
	}
	return together.Wait()
}

func connect(ctx context.Context, databaseURL string) (*pgx.Conn, error) {
	config, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		return nil, fmt.Errorf("read the address of the database: %w", err)
	}
	config.RuntimeParams["session_replication_role"] = "replica" // no triggers
	config.RuntimeParams["maintenance_work_mem"] = "1GB"
	config.RuntimeParams["statement_timeout"] = "0"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to load the data: %w", err)
	}
	return conn, nil
}

// derive does the triggers' work, except for the counters, which are part of the
// rows.
func derive(ctx context.Context, conn *pgx.Conn) error {
	for _, statement := range []string{
		`SELECT setval(pg_get_serial_sequence('users', 'id'), max(id)) FROM users`,
		`SELECT setval(pg_get_serial_sequence('posts', 'id'), max(id)) FROM posts`,
		`SELECT setval(pg_get_serial_sequence('comments', 'id'), max(id)) FROM comments`,
		`INSERT INTO post_tags (tag, user_id, created_at, post_id)
		 SELECT tag, user_id, created_at, id FROM posts CROSS JOIN unnest(tags) tag`,
		`INSERT INTO newest_posts (user_id, created_at, post_id)
		 SELECT DISTINCT ON (user_id) user_id, created_at, id FROM posts ORDER BY user_id, created_at DESC, id DESC`,
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("complete the data: %w", err)
		}
	}
	return nil
}
