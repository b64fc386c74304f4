package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// tellAuthor tells a user of a decision about what they wrote or did.
func tellAuthor(ctx context.Context, tx pgx.Tx, user, logID int64) (Decided, error) {
	told, err := queryOne(ctx, tx, pgx.RowTo[bool], `SELECT moderation_notify(@user, @log)`, pgx.StrictNamedArgs{"user": user, "log": logID})
	if err != nil || !told {
		return Decided{}, err
	}
	return Decided{Told: []int64{user}}, nil
}
