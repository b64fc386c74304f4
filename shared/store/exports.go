package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Exports reads everything that is stored about a user.
type Exports struct {
	DB *pgxpool.Pool
	// Slots limits how many exports run at once. Each holds a connection for
	// as long as its client reads.
	Slots Slots
}

// Read reads the user's data as of one moment: it calls file with the name of each file
// of the export, and row with each row of that file, in batches of a fixed size. It
// fails if file and row take longer than period for a batch. Read returns a TooMany
// fault if the user exported less than social.ExportPeriod ago, and ErrOutdated if at
// that moment the password was no longer that of the secret, or the user was not
// active. counted reports whether the export counts from now on, even if it failed;
// Forget undoes that.
func (s Exports) Read(
	ctx context.Context, secret Secret, period time.Duration, file func(name string) error, row func(any) error,
) (counted bool, err error) {
	id := secret.UserID
	free, err := s.Slots.take(ctx)
	if err != nil {
		return false, err
	}
	defer free()
	if err := s.count(ctx, id); err != nil {
		return false, err
	}
	err = pgx.BeginTxFunc(ctx, s.DB, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		// The transaction does nothing while the client takes a batch.
		_, err := exec(ctx, tx, fmt.Sprintf(`SET LOCAL idle_in_transaction_session_timeout = %d`, period.Milliseconds()), nil)
		if err != nil {
			return err
		}
		current, err := exec(ctx, tx, `SELECT FROM users WHERE id = @id AND is_active AND password_hash = @hash`,
			pgx.StrictNamedArgs{"id": id, "hash": secret.Hash})
		if err == nil && current == 0 {
			err = ErrOutdated
		}
		if err != nil {
			return err
		}
		for _, f := range exportFiles {
			if err := file(f.name); err != nil {
				return err
			}
			if err := f.read(ctx, tx, id, row); err != nil {
				return err
			}
		}
		return nil
	})
	return true, failure(err)
}

// count notes that the user exports now, unless they did so in the last hour.
func (s Exports) count(ctx context.Context, id int64) error {
	left, err := queryOne(ctx, s.DB, pgx.RowTo[*time.Duration], `
		WITH counted AS (
			INSERT INTO exports AS e (user_id) VALUES (@id)
			ON CONFLICT (user_id) DO UPDATE SET started_at = now() WHERE e.started_at <= now() - @period::interval
			RETURNING started_at
		)
		SELECT (SELECT started_at + @period::interval - now() FROM exports WHERE user_id = @id)
		WHERE NOT EXISTS (SELECT FROM counted)`,
		pgx.StrictNamedArgs{"id": id, "period": social.ExportPeriod})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	limited := fault.New(fault.TooMany, "your data can be exported once an hour")
	limited.RetryAfter = time.Second
	if left != nil {
		limited.RetryAfter = max(*left, time.Second)
	}
	return limited
}

// Forget makes the user's last export not count.
func (s Exports) Forget(ctx context.Context, id int64) error {
	_, err := exec(ctx, s.DB, `DELETE FROM exports WHERE user_id = @id`, pgx.StrictNamedArgs{"id": id})
	return err
}
