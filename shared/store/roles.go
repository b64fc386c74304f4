package store

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// actorColumns are what authentication knows of a user.
const actorColumns = `
	u.id, u.username::text, (SELECT r.level FROM roles r WHERE r.id = u.role_id), u.is_active, u.tokens_valid_after, u.version`

func scanActor(row pgx.CollectableRow) (a social.Actor, err error) {
	err = row.Scan(&a.ID, &a.Username, &a.Level, &a.Active, &a.TokensValidAfter, &a.Version)
	return a, err
}

// nextSecond is the first whole second, as tokens state it, of which a token
// counts after all sessions were ended.
const nextSecond = `to_timestamp(ceil(extract(epoch FROM tokens_valid_after)))`

// endSessions refuses the tokens issued so far, also those that state the next
// second because sessions were ended in this one already.
const endSessions = `tokens_valid_after = greatest(clock_timestamp(), ` + nextSecond + ` + interval '1 microsecond')`

// Actor returns what authentication must know of a user, active or not.
func (s Users) Actor(ctx context.Context, id int64) (social.Actor, error) {
	return actor(ctx, s.DB, `SELECT `+actorColumns+` FROM users u WHERE u.id = @id`, pgx.StrictNamedArgs{"id": id})
}

// Assign gives an active user another role and returns them as they are now. By
// is the admin who does it.
func (s Users) Assign(ctx context.Context, by, id int64, level social.Level) (changed social.Actor, err error) {
	err = s.asAdmin(ctx, by, id, neighbours{}, func(tx pgx.Tx, admins []int64) error {
		if level < social.Admin && slices.Equal(admins, []int64{id}) {
			return fault.New(fault.Conflict, "the last admin can't be demoted")
		}
		changed, err = actor(ctx, tx, `
			UPDATE users u SET role_id = (SELECT r.id FROM roles r WHERE r.level = @level)
			WHERE u.id = @id AND u.is_active
			RETURNING `+actorColumns,
			pgx.StrictNamedArgs{"id": id, "level": level})
		return err
	})
	return changed, err
}

// Deactivate shuts a user out and hides what is theirs, of which Settle does what
// is more than a batch. Their tokens stay dead if they are let in again. By is the
// admin who does it. An account that was never activated is NotFound.
func (s Users) Deactivate(ctx context.Context, by, id int64) (changed social.Actor, err error) {
	err = s.asAdmin(ctx, by, id, neighbours{most: VisibilityBatch}, func(tx pgx.Tx, admins []int64) error {
		if slices.Equal(admins, []int64{id}) {
			return fault.New(fault.Conflict, "the last admin can't be deactivated")
		}
		changed, err = actor(ctx, tx, `
			UPDATE users u
			SET is_active = false, activated_at = coalesce(u.activated_at, u.created_at), `+endSessions+`
			WHERE u.id = @id AND NOT (`+pending+`)
			RETURNING `+actorColumns,
			pgx.StrictNamedArgs{"id": id})
		return err
	})
	return changed, err
}

// Reactivate lets a user in again who was shut out and shows what is theirs, of
// which Settle does what is more than a batch. By is the admin who does it.
func (s Users) Reactivate(ctx context.Context, by, id int64) (changed social.Actor, err error) {
	err = s.asAdmin(ctx, by, id, neighbours{active: true, most: VisibilityBatch}, func(tx pgx.Tx, _ []int64) error {
		changed, err = actor(ctx, tx, `
			UPDATE users u SET is_active = true WHERE u.id = @id AND NOT (`+pending+`)
			RETURNING `+actorColumns,
			pgx.StrictNamedArgs{"id": id})
		return err
	})
	return changed, err
}

// SignOut ends all sessions of an active user.
func (s Users) SignOut(ctx context.Context, id int64) (social.Actor, error) {
	return actor(ctx, s.DB, `
		UPDATE users u SET `+endSessions+` WHERE u.id = @id AND u.is_active
		RETURNING `+actorColumns,
		pgx.StrictNamedArgs{"id": id})
}

// neighbours are those whose counters change when a user becomes active or not:
// the first of them, that a trigger moves at once.
type neighbours struct {
	active bool
	most   int
}

// asAdmin changes the rights of the user id in a transaction, as an admin. All
// admins are locked first, so that no two of them can take the right from each
// other and leave none. All locks are taken at once and in the order of ids, as
// everywhere, or those who follow each other would deadlock with it.
func (s Users) asAdmin(
	ctx context.Context, by, id int64, others neighbours, change func(tx pgx.Tx, admins []int64) error,
) error {
	return inTx(ctx, s.DB, func(tx pgx.Tx) error {
		admins, err := queryAll(ctx, tx, pgx.RowTo[int64], `
			WITH locked AS MATERIALIZED (
				SELECT id, role_id = 3 AND is_active AS is_admin
				FROM users
				WHERE id = ANY (ARRAY(SELECT id FROM users WHERE role_id = 3) || @id::bigint || visibility_neighbours(@id, @active, @most))
				ORDER BY id FOR UPDATE
			)
			SELECT id FROM locked WHERE is_admin ORDER BY id`,
			pgx.StrictNamedArgs{"id": id, "active": others.active, "most": others.most})
		if err != nil {
			return err
		}
		if !slices.Contains(admins, by) {
			return fault.New(fault.Forbidden, "only an admin may do this")
		}
		return change(tx, admins)
	})
}

// actor returns the only user of the statement. None is NotFound.
func actor(ctx context.Context, db querier, sql string, args pgx.StrictNamedArgs) (social.Actor, error) {
	a, err := queryOne(ctx, db, scanActor, sql, args)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, errNoUser
	}
	return a, err
}
