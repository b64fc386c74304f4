package store

import (
	"context"
	"errors"
	"log/slog"

	"github.com/jackc/pgx/v5"
)

// TellBatch is how many reporters are told of a resolution in one transaction.
const TellBatch = 500

// The maximum number of batches that Tell (one request) and TellAll (a scheduled
// sweep) process.
const (
	tellBatches      = 4
	sweepTellBatches = 100
)

// Tell tells the reporters of a closed case that it was resolved, and returns who was
// told. A failure is logged and not returned, because TellAll tells the rest later.
func (s Moderation) Tell(ctx context.Context, id int64) []int64 {
	told, _, err := s.tell(ctx, id, tellBatches)
	if err != nil {
		slog.WarnContext(ctx, "reporters are left to the sweep", slog.Any("error", err))
	}
	return told
}

// TellAll does the same for all closed cases, the longest waiting first.
func (s Moderation) TellAll(ctx context.Context) error {
	ids, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT id FROM cases WHERE closed_at IS NOT NULL AND NOT is_told ORDER BY closed_at, id LIMIT @limit`,
		pgx.StrictNamedArgs{"limit": sweepTellBatches})
	failures := []error{err}
	left := sweepTellBatches
	for _, id := range ids {
		_, done, err := s.tell(ctx, id, left)
		failures = append(failures, err)
		left -= done
	}
	return errors.Join(failures...)
}

// tell processes up to limit batches and returns how many it did.
func (s Moderation) tell(ctx context.Context, id int64, limit int) (told []int64, done int, err error) {
	for finished := false; done < limit && !finished && err == nil; done++ {
		var some []int64
		some, finished, err = s.tellBatch(ctx, id)
		told = append(told, some...)
	}
	return told, done, err
}

// tellBatch tells the next reporters of a closed case. It locks them before the case,
// in the order in which all writers lock users. If another call tells the same ones at
// the same time, one of them does.
func (s Moderation) tellBatch(ctx context.Context, id int64) (told []int64, finished bool, err error) {
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
			pgx.StrictNamedArgs{"id": id, "limit": TellBatch})
		if finished = errors.Is(err, pgx.ErrNoRows); finished {
			told = nil
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := exec(ctx, tx, `SELECT FROM users WHERE id = ANY (@ids) ORDER BY id FOR KEY SHARE`, pgx.StrictNamedArgs{"ids": batch.Reporters}); err != nil {
			return err
		}
		finished = batch.Reports < TellBatch
		told, err = queryAll(ctx, tx, pgx.RowTo[int64], `
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
	return told, finished, err
}
