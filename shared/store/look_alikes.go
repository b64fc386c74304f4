package store

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// refuseLookAlike returns the refusal if the username looks like that of a moderator or
// an admin, active or not. The user with this id is left out: staff may take a
// look-alike of their own name.
//
// Staff are few, so it reads all their names, from an index of staff only, and compares
// them in Go. It takes no lock: a name that is chosen while its look-alike is promoted
// stays, like every name that was chosen before the promotion.
func refuseLookAlike(ctx context.Context, db querier, username string, id int64, refusal error) error {
	staff, err := queryAll(ctx, db, pgx.RowTo[string], `SELECT username::text FROM users WHERE role_id > 1 AND id <> @id`,
		pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return err
	}
	wanted := social.Skeleton(username)
	if slices.ContainsFunc(staff, func(name string) bool { return social.Skeleton(name) == wanted }) {
		return refusal
	}
	return nil
}
