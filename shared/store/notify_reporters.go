package store

import (
	"context"
	"errors"
	"log/slog"

	"github.com/jackc/pgx/v5"
)

// NotifyBatch is how many reporters are notified of a resolution in one transaction.
const NotifyBatch = 500

// The maximum number of batches that Notify (one request) and NotifyAll (a scheduled
// sweep) process.
const (
	notifyBatches      = 4
	sweepNotifyBatches = 100
)

// Notify notifies the reporters of a closed case that it was resolved, and returns them.
// A failure is logged and not returned, because NotifyAll notifies the rest later.
func (s Moderation) Notify(ctx context.Context, id int64) []int64 {
	notified, _, err := s.notify(ctx, id, notifyBatches)
	if err != nil {
		slog.WarnContext(ctx, "reporters are left to the sweep", slog.Any("error", err))
	}
	return notified
}

// NotifyAll does the same for all closed cases, the longest waiting first.
func (s Moderation) NotifyAll(ctx context.Context) error {
	ids, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT id FROM cases WHERE closed_at IS NOT NULL AND NOT is_told ORDER BY closed_at, id LIMIT @limit`,
		pgx.StrictNamedArgs{"limit": sweepNotifyBatches})
	failures := []error{err}
	left := sweepNotifyBatches
	for _, id := range ids {
		_, done, err := s.notify(ctx, id, left)
		failures = append(failures, err)
		left -= done
	}
	return errors.Join(failures...)
}

// notify processes up to limit batches and returns how many it did.
func (s Moderation) notify(ctx context.Context, id int64, limit int) (notified []int64, done int, err error) {
	for finished := false; done < limit && !finished && err == nil; done++ {
		var some []int64
		some, finished, err = s.notifyBatch(ctx, id)
		notified = append(notified, some...)
	}
	return notified, done, err
}

// notifyBatch notifies the next reporters of a closed case. It locks them before the
// case, in the order in which all writers lock users. If two calls notify the same ones
// at the same time, only one of them does.
func (s Moderation) notifyBatch(ctx context.Context, id int64) (notified []int64, finished bool, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		type next struct {
			After, Through, Log int64
			Reporters           []int64
			Reports             int
		}
		batch, err := queryOne(ctx, tx, pgx.RowToStructByPos[next], `
			SELECT c.told_through, coalesce(max(r.id), c.told_through), c.log_id,
				coalesce(array_agg(r.reporter_id ORDER BY r.reporter_id) FILTER (WHERE r.reporter_id IS NOT NULL), '{}'), count(r.id)
			FROM cases c LEFT JOIN LATERAL (
				SELECT r.id, r.reporter_id FROM reports r WHERE r.case_id = c.id AND r.id > c.told_through ORDER BY r.id LIMIT @limit
			) r ON true
			WHERE c.id = @id AND c.closed_at IS NOT NULL AND NOT c.is_told
			GROUP BY c.id`,
			pgx.StrictNamedArgs{"id": id, "limit": NotifyBatch})
		if finished = errors.Is(err, pgx.ErrNoRows); finished {
			notified = nil
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := exec(ctx, tx, `SELECT FROM users WHERE id = ANY (@ids) ORDER BY id FOR KEY SHARE`, pgx.StrictNamedArgs{"ids": batch.Reporters}); err != nil {
			return err
		}
		finished = batch.Reports < NotifyBatch
		notified, err = queryAll(ctx, tx, pgx.RowTo[int64], `
			WITH moved AS (
				UPDATE cases SET told_through = @through, is_told = @finished WHERE id = @id AND told_through = @after AND NOT is_told
				RETURNING id
			)
			SELECT reporter FROM moved CROSS JOIN unnest(@reporters::bigint[]) reporter WHERE moderation_notify(reporter, @log)`,
			pgx.StrictNamedArgs{
				"id": id, "through": batch.Through, "finished": finished, "after": batch.After,
				"reporters": batch.Reporters, "log": batch.Log,
			})
		return err
	})
	return notified, finished, err
}
