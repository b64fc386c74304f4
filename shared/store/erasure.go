package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// eraseBatches is how many batches Erase processes, and eraseRows how many rows of
// each kind a batch deletes. Each batch is a transaction of a few tenths of a second.
// Erase ends after eraseFailures accounts that can't be erased: each may take until the
// timeout of a statement.
const (
	eraseBatches  = 100
	eraseRows     = 1000
	eraseFailures = 5
)

// erasures delete what a user @id left, up to @limit rows each, after the user's posts and
// comments. Reports stay, without their reporter and text: they are part of a case. All
// other rows of the user are deleted with the user's row. They are few, because they are
// limited or purged.
var erasures = []string{
	`DELETE FROM post_likes WHERE user_id = @id AND post_id IN (SELECT post_id FROM post_likes WHERE user_id = @id LIMIT @limit)`,
	`DELETE FROM comment_likes WHERE user_id = @id AND comment_id IN (
		SELECT comment_id FROM comment_likes WHERE user_id = @id LIMIT @limit)`,
	`DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE user_id = @id LIMIT @limit)`,
	`DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE actor_id = @id LIMIT @limit)`,
	`DELETE FROM bookmarks WHERE user_id = @id AND post_id IN (SELECT post_id FROM bookmarks WHERE user_id = @id LIMIT @limit)`,
	`UPDATE reports SET reporter_id = NULL, text = '' WHERE id IN (SELECT id FROM reports WHERE reporter_id = @id LIMIT @limit)`,
	`DELETE FROM blocks WHERE (blocker_id, blocked_id) IN (SELECT blocker_id, blocked_id FROM blocks WHERE blocker_id = @id LIMIT @limit)`,
	`DELETE FROM blocks WHERE (blocker_id, blocked_id) IN (SELECT blocker_id, blocked_id FROM blocks WHERE blocked_id = @id LIMIT @limit)`,
	`DELETE FROM mutes WHERE (muter_id, muted_id) IN (SELECT muter_id, muted_id FROM mutes WHERE muter_id = @id LIMIT @limit)`,
	`DELETE FROM mutes WHERE (muter_id, muted_id) IN (SELECT muter_id, muted_id FROM mutes WHERE muted_id = @id LIMIT @limit)`,
	`DELETE FROM inactive_follows WHERE (follower_id, followee_id) IN (
		SELECT follower_id, followee_id FROM inactive_follows WHERE follower_id = @id LIMIT @limit)`,
	`DELETE FROM inactive_follows WHERE (follower_id, followee_id) IN (
		SELECT follower_id, followee_id FROM inactive_follows WHERE followee_id = @id LIMIT @limit)`,
	`DELETE FROM follows WHERE (follower_id, followee_id) IN (
		SELECT follower_id, followee_id FROM follows WHERE follower_id = @id LIMIT @limit)`,
	`DELETE FROM follows WHERE (follower_id, followee_id) IN (
		SELECT follower_id, followee_id FROM follows WHERE followee_id = @id LIMIT @limit)`,
}

// eraseUser deletes the user @id, and rows with their address in any of its @forms that
// have no user id. Such deliveries stay while another user, such as a registration, has
// the address, because they limit the mails to it.
const eraseUser = `
	WITH handed AS (
		DELETE FROM deliveries d WHERE d.email_id IN (SELECT id FROM emails WHERE user_id = @id)
			OR d.recipient = ANY (@forms::text[]::citext[]) AND NOT EXISTS (SELECT FROM users o WHERE o.email = d.recipient AND o.id <> @id)
	), mails AS (
		DELETE FROM emails e WHERE e.recipient = ANY (@forms::text[]::citext[]) AND e.user_id IS NULL
	)
	DELETE FROM users WHERE id = @id`

// Erase erases the deleted accounts that can't be restored any more, the longest
// waiting first. It processes a limited number of batches; the next Erase continues. It
// continues after a failure, unless there are many.
func (s Users) Erase(ctx context.Context) error {
	due, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT user_id FROM deletions WHERE erase_at <= now() ORDER BY erase_at, user_id LIMIT @limit`,
		pgx.StrictNamedArgs{"limit": eraseBatches})
	if err != nil {
		return err
	}
	var failures []error
	left := eraseBatches
	for _, id := range due {
		done, err := s.erase(ctx, id, left)
		left -= done
		if err != nil {
			failures = append(failures, errors.Join(err, s.eraseLater(ctx, id)))
		}
		if left <= 0 || len(failures) == eraseFailures {
			break
		}
	}
	return errors.Join(failures...)
}

// erase processes up to limit batches of an account and returns how many it did.
func (s Users) erase(ctx context.Context, id int64, limit int) (done int, err error) {
	for ; done < limit; done++ {
		finished, err := s.eraseBatch(ctx, id)
		if err != nil || finished {
			return done + 1, err
		}
	}
	return done, nil
}

// eraseLater moves an account that could not be erased behind those that wait, so that
// it does not hold them up. It stays due, with a minute to spare for transactions that
// have begun: a part of it is gone, so it must not be restored.
func (s Users) eraseLater(ctx context.Context, id int64) error {
	_, err := exec(ctx, s.DB, `UPDATE deletions SET erase_at = greatest(erase_at, now() - interval '1 minute') WHERE user_id = @id`,
		pgx.StrictNamedArgs{"id": id})
	return err
}

// eraseBatch processes one batch of an account, and reports whether nothing is left of
// it, or another Erase processes it.
func (s Users) eraseBatch(ctx context.Context, id int64) (finished bool, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		locked, err := exec(ctx, tx, `SELECT FROM deletions WHERE user_id = @id AND erase_at <= now() FOR UPDATE SKIP LOCKED`,
			pgx.StrictNamedArgs{"id": id})
		if finished = locked == 0; err != nil || finished {
			return err
		}
		// Counters of others change in the order in which all writers lock users.
		_, err = exec(ctx, tx, `
			SELECT FROM users WHERE id = ANY (visibility_neighbours(@id, false, @limit) || @id::bigint) ORDER BY id FOR UPDATE`,
			pgx.StrictNamedArgs{"id": id, "limit": eraseRows})
		if err != nil {
			return err
		}
		for _, erase := range []func(context.Context, pgx.Tx, int64) (int64, error){erasePosts, eraseComments, eraseRest} {
			if erased, err := erase(ctx, tx, id); err != nil || erased > 0 {
				return err
			}
		}
		forms, err := addressForms(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, eraseUser, pgx.StrictNamedArgs{"id": id, "forms": forms})
		finished = true
		return err
	})
	return finished, err
}

// erasePosts deletes up to eraseRows rows of the user's posts, the oldest first, and of
// what is on them.
func erasePosts(ctx context.Context, tx pgx.Tx, id int64) (int64, error) {
	return queryOne(ctx, tx, pgx.RowTo[int64], `
		SELECT posts_erase(ARRAY(SELECT id FROM posts WHERE user_id = @id ORDER BY created_at, id LIMIT @limit), @limit::integer)`,
		pgx.StrictNamedArgs{"id": id, "limit": eraseRows})
}

// eraseComments does the same with the user's comments. Those with replies become
// placeholders.
func eraseComments(ctx context.Context, tx pgx.Tx, id int64) (int64, error) {
	comments, err := queryAll(ctx, tx, pgx.RowTo[int64], `SELECT id FROM comments WHERE user_id = @id LIMIT @limit`,
		pgx.StrictNamedArgs{"id": id, "limit": eraseRows})
	if err != nil || len(comments) == 0 {
		return 0, err
	}
	if erased, err := stripComments(ctx, tx, comments, eraseRows); err != nil || erased > 0 {
		return erased, err
	}
	return execFirst(ctx, tx, []string{
		`UPDATE comments c SET ` + emptied + ` WHERE c.id = ANY (@comments::bigint[]) AND EXISTS (SELECT FROM comments r WHERE r.parent_id = c.id)`,
		`DELETE FROM comments WHERE id = ANY (@comments::bigint[])`,
	}, pgx.StrictNamedArgs{"comments": comments})
}

// eraseRest does the same with all other rows of the user of which there may be many.
func eraseRest(ctx context.Context, tx pgx.Tx, id int64) (int64, error) {
	return execFirst(ctx, tx, erasures, pgx.StrictNamedArgs{"id": id, "limit": eraseRows})
}
