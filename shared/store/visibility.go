package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Who is not active is seen nowhere. Every query of posts and comments takes its
// rows from these, or states the same condition of the author u.
const (
	byActive = `u.is_active`
	// visiblePosts are the posts p that can be seen, with their authors u.
	visiblePosts = `posts p JOIN users u ON u.id = p.user_id AND ` + byActive
	// visibleComments are the comments c that can be seen, with their authors u.
	// The flag makes it cheap, and is behind while a batch is yet to be hidden.
	visibleComments = `comments c JOIN users u ON u.id = c.user_id AND NOT c.is_hidden AND ` + byActive
)

// activeAuthor reads who writes, if they are active.
const activeAuthor = `SELECT id, username FROM users WHERE id = @author AND is_active`

// VisibilityBatch is how many follows in each direction, and how many comments,
// are hidden or shown in one transaction. A trigger does the first batch when a
// user is deactivated or reactivated.
const VisibilityBatch = 1000

// The most batches that Settle and SettleAll do, each in its own transaction of
// some tenths of a second: a request's worth, and a scheduled sweep's.
const (
	settleBatches = 20
	sweepBatches  = 200
)

// Settle hides or shows what is left of the user's follows and comments after
// they were deactivated or reactivated. What it can't do, SettleAll does later.
func (s Users) Settle(ctx context.Context, id int64) error {
	_, err := s.settle(ctx, id, settleBatches)
	return err
}

// SettleAll does the same for all users of whom something is left.
func (s Users) SettleAll(ctx context.Context) error {
	ids, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT user_id FROM visibility_queue ORDER BY since, user_id LIMIT @most`,
		pgx.StrictNamedArgs{"most": sweepBatches})
	if err != nil {
		return err
	}
	var failures []error
	left := sweepBatches
	for _, id := range ids {
		done, err := s.settle(ctx, id, left)
		failures = append(failures, err)
		left -= done
	}
	return errors.Join(failures...)
}

// settle returns how many batches it did.
func (s Users) settle(ctx context.Context, id int64, most int) (done int, err error) {
	for ; done < most; done++ {
		finished, err := queryOne(ctx, s.DB, pgx.RowTo[bool], `
			SELECT coalesce((SELECT visibility_apply(user_id, @most) FROM visibility_queue WHERE user_id = @id), true)`,
			pgx.StrictNamedArgs{"id": id, "most": VisibilityBatch})
		if err != nil || finished {
			return done + 1, err
		}
	}
	return done, nil
}
