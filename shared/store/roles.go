package store

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// actorColumns selects what authentication needs to know about a user u. A token
// is accepted for a while after it expires (token.Leeway), and so is its session.
const actorColumns = `
	u.id, u.username::text, (SELECT r.level FROM roles r WHERE r.id = u.role_id), u.is_active, u.tokens_valid_after,
	u.sessions_ended_through, CASE WHEN u.sessions_ended_through > 0 THEN ARRAY(
		SELECT s.id FROM sessions s
		WHERE s.user_id = u.id AND s.ended_at IS NULL AND s.id <= u.sessions_ended_through
		  AND s.expires_at > now() - interval '1 minute'
	) END, u.version`

const selectActor = `SELECT ` + actorColumns + ` FROM users u WHERE u.id = @id`

func scanActor(row pgx.CollectableRow) (a social.Actor, err error) {
	err = row.Scan(&a.ID, &a.Username, &a.Level, &a.Active, &a.TokensValidAfter, &a.EndedThrough, &a.Alive, &a.Version)
	return a, err
}

// nextSecond is the first issue time, in whole seconds as tokens state it, that
// is valid after all tokens were revoked.
const nextSecond = `to_timestamp(ceil(extract(epoch FROM tokens_valid_after)))`

// validFrom is the issue time of a token that is issued now. It is the database's
// time, by which tokens are revoked, in whole seconds. If tokens were revoked in
// the current second it is the next second, because tokens of the current one are
// not valid.
const validFrom = `greatest(date_trunc('second', now()), ` + nextSecond + `)`

// revokeTokens revokes all tokens issued so far. That includes tokens that state
// the next second because tokens were already revoked in this one. A trigger ends
// the sessions, so that their later tokens are refused too: see revoke.
const revokeTokens = `tokens_valid_after = ` + revokedAt

const revokedAt = `greatest(clock_timestamp(), ` + nextSecond + ` + interval '1 microsecond')`

// Actor returns what authentication needs to know about a user, active or not.
func (s Users) Actor(ctx context.Context, id int64) (social.Actor, error) {
	return actor(ctx, s.DB, selectActor, pgx.StrictNamedArgs{"id": id})
}

// Assign changes the role of an active user and returns the updated user. by is
// the admin who makes the change. The log has it unless the user has the role already.
func (s Users) Assign(ctx context.Context, by, id int64, level social.Level) (changed social.Actor, err error) {
	err = s.asAdmin(ctx, by, id, neighbours{}, func(tx pgx.Tx, admins []int64) error {
		if level < social.Admin && slices.Equal(admins, []int64{id}) {
			return fault.New(fault.Conflict, "the last admin can't be demoted")
		}
		kept, err := userIs(ctx, tx, `u.role_id = (SELECT r.id FROM roles r WHERE r.level = @level)`, pgx.StrictNamedArgs{"id": id, "level": level})
		if err != nil {
			return err
		}
		changed, err = actor(ctx, tx, `
			UPDATE users u SET role_id = (SELECT r.id FROM roles r WHERE r.level = @level)
			WHERE u.id = @id AND u.is_active
			RETURNING `+actorColumns,
			pgx.StrictNamedArgs{"id": id, "level": level})
		if err != nil || kept {
			return err
		}
		_, err = addLog(ctx, tx, logged{by: by, action: social.AssignRole, kind: social.UserSubject, subject: id, user: id, note: level.Name()})
		return err
	})
	return changed, err
}

// Deactivate deactivates a user and hides their content. It hides one batch;
// Settle does the rest. The user's tokens stay revoked after a reactivation. by
// is the admin who makes the change. The log has it unless the user is deactivated
// without an end already. An account that was never activated is NotFound.
func (s Users) Deactivate(ctx context.Context, by, id int64) (changed social.Actor, err error) {
	err = s.asAdmin(ctx, by, id, neighbours{limit: VisibilityBatch}, func(tx pgx.Tx, admins []int64) error {
		kept, err := userIs(ctx, tx, barred+` AND u.suspended_until IS NULL`, pgx.StrictNamedArgs{"id": id})
		if err != nil {
			return err
		}
		if changed, err = deactivate(ctx, tx, admins, id, nil); err != nil || kept {
			return err
		}
		_, err = addLog(ctx, tx, logged{by: by, action: social.Deactivate, kind: social.UserSubject, subject: id, user: id})
		return err
	})
	return changed, err
}

// Reactivate reactivates a deactivated user and shows their content again. It
// shows one batch; Settle does the rest. A suspension ends. by is the admin who makes
// the change. The log has it unless no admin shut the user out.
func (s Users) Reactivate(ctx context.Context, by, id int64) (changed social.Actor, err error) {
	err = s.asAdmin(ctx, by, id, neighbours{active: true, limit: VisibilityBatch}, func(tx pgx.Tx, _ []int64) error {
		kept, err := userIs(ctx, tx, `NOT (`+barred+`)`, pgx.StrictNamedArgs{"id": id})
		if err != nil {
			return err
		}
		changed, err = actor(ctx, tx, `
			UPDATE users u SET is_active = true, suspended_until = NULL WHERE u.id = @id AND NOT (`+pending+`)
			RETURNING `+actorColumns,
			pgx.StrictNamedArgs{"id": id})
		if err != nil || kept {
			return err
		}
		_, err = addLog(ctx, tx, logged{by: by, action: social.Reactivate, kind: social.UserSubject, subject: id, user: id})
		return err
	})
	return changed, err
}

// userIs reports whether the condition is true of the user @id, who is locked.
func userIs(ctx context.Context, tx pgx.Tx, condition string, args pgx.StrictNamedArgs) (bool, error) {
	return queryOne(ctx, tx, pgx.RowTo[bool], `SELECT EXISTS (SELECT FROM users u WHERE u.id = @id AND `+condition+`)`, args)
}

// SignOut ends all sessions of an active user.
func (s Users) SignOut(ctx context.Context, id int64) (changed social.Actor, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		changed, err = revoke(ctx, tx, `UPDATE users u SET `+revokeTokens+` WHERE u.id = @id AND u.is_active`,
			pgx.StrictNamedArgs{"id": id})
		return err
	})
	return changed, err
}

// neighbours selects the followers and followees with counters that change when a user
// becomes active (active) or inactive. A trigger updates the first of them at once, up
// to limit in each direction.
type neighbours struct {
	active bool
	limit  int
}

// asAdmin changes the rights of the user id in a transaction, on behalf of the
// admin by.
func (s Users) asAdmin(
	ctx context.Context, by, id int64, others neighbours, change func(tx pgx.Tx, admins []int64) error,
) error {
	return inTx(ctx, s.DB, func(tx pgx.Tx) error {
		admins, err := authorise(ctx, tx, by, id, others)
		if err != nil {
			return err
		}
		return change(tx, admins)
	})
}

// authorise locks the user id before a change of their rights, and returns the active
// admins. It returns a Forbidden fault if by is not one of them.
func authorise(ctx context.Context, tx pgx.Tx, by, id int64, others neighbours) (admins []int64, err error) {
	admins, err = lockRights(ctx, tx, id, others)
	if err == nil && !slices.Contains(admins, by) {
		err = fault.New(fault.Forbidden, "only an admin may do this")
	}
	return admins, err
}

// lockRights locks the user id before a change of their rights, and returns the
// active admins. It locks all admins, so that two admins cannot demote each other
// and leave none. It takes all locks at once and in the order of ids, as all other
// code does, so that concurrent follows cannot deadlock with it.
func lockRights(ctx context.Context, tx pgx.Tx, id int64, others neighbours) (admins []int64, err error) {
	return queryAll(ctx, tx, pgx.RowTo[int64], `
		WITH locked AS MATERIALIZED (
			SELECT id, role_id = 3 AND is_active AS is_admin
			FROM users
			WHERE id = ANY (ARRAY(SELECT id FROM users WHERE role_id = 3) || @id::bigint || visibility_neighbours(@id, @active, @limit))
			ORDER BY id FOR UPDATE
		)
		SELECT id FROM locked WHERE is_admin ORDER BY id`,
		pgx.StrictNamedArgs{"id": id, "active": others.active, "limit": others.limit})
}

// revoke runs an update that may revoke the tokens of the user @id, and returns the user.
// It reads the user after the update: only then has the trigger ended the sessions.
func revoke(ctx context.Context, tx pgx.Tx, sql string, args pgx.StrictNamedArgs) (social.Actor, error) {
	changed, err := exec(ctx, tx, sql, args)
	if err == nil && changed == 0 {
		err = errNoUser
	}
	if err != nil {
		return social.Actor{}, err
	}
	return actor(ctx, tx, selectActor, pgx.StrictNamedArgs{"id": args["id"]})
}

// actor returns the only user that the statement selects, or a NotFound fault.
func actor(ctx context.Context, db querier, sql string, args pgx.StrictNamedArgs) (social.Actor, error) {
	a, err := queryOne(ctx, db, scanActor, sql, args)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, errNoUser
	}
	return a, err
}
