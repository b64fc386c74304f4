package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// barred is the condition that an admin shut out the user u. Who deleted their own
// account is inactive too.
const barred = `NOT u.is_active AND NOT EXISTS (SELECT FROM deletions d WHERE d.user_id = u.id AND NOT d.is_deactivated)`

// suspend deactivates a user until a time, or without an end, on behalf of the admin
// by, and returns the end that is in force. That is a later one if an earlier decision
// set it, and nil if the user stays deactivated without an end. It hides one batch;
// Settle does the rest.
func suspend(ctx context.Context, tx pgx.Tx, by, id int64, until *time.Time) (*social.Actor, *time.Time, error) {
	admins, err := authorise(ctx, tx, by, id, neighbours{limit: VisibilityBatch})
	if err != nil {
		return nil, nil, err
	}
	changed, err := deactivate(ctx, tx, admins, id, until)
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.Conflict, "the account was erased in the meantime: there is nobody to suspend")
	}
	if err != nil {
		return nil, nil, err
	}
	end, err := queryOne(ctx, tx, pgx.RowTo[*time.Time], `SELECT suspended_until FROM users WHERE id = @id`, pgx.StrictNamedArgs{"id": id})
	return &changed, end, err
}

// deactivate deactivates a user whose rights are locked. until is the end of the
// suspension, or nil. The later end stays: nobody may sign in before a time that an
// earlier statement of reasons names, and a user who is deactivated without an end
// stays so. The last of the admins can't be deactivated.
func deactivate(ctx context.Context, tx pgx.Tx, admins []int64, id int64, until *time.Time) (social.Actor, error) {
	if slices.Equal(admins, []int64{id}) {
		return social.Actor{}, fault.New(fault.Conflict, "the last admin can't be deactivated")
	}
	return revoke(ctx, tx, `
		UPDATE users u
		SET is_active = false, activated_at = coalesce(u.activated_at, u.created_at), `+revokeTokens+`,
			suspended_until = CASE
				WHEN u.suspended_until > @until THEN u.suspended_until
				WHEN u.suspended_until IS NOT NULL OR NOT (`+barred+`) THEN @until::timestamptz END
		WHERE u.id = @id AND NOT (`+pending+`)`,
		pgx.StrictNamedArgs{"id": id, "until": until})
}

// liftsPerSweep is how many suspensions one Lift ends at most. The next Lift continues.
const liftsPerSweep = 200

// Lift ends the suspensions with an end that has passed, the earliest end first, and
// logs each. Deleted accounts stay deleted. SettleAll shows what is left of them.
func (s Users) Lift(ctx context.Context) error {
	ended, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT id FROM users WHERE suspended_until <= now() ORDER BY suspended_until, id LIMIT @limit`,
		pgx.StrictNamedArgs{"limit": liftsPerSweep})
	failures := []error{err}
	for _, id := range ended {
		failures = append(failures, s.lift(ctx, id))
	}
	return errors.Join(failures...)
}

// lift ends the suspension of a user, unless it was ended or extended in the meantime.
func (s Users) lift(ctx context.Context, id int64) error {
	return inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockRights(ctx, tx, id, neighbours{active: true, limit: VisibilityBatch}); err != nil {
			return err
		}
		lifted, err := exec(ctx, tx, `UPDATE users SET is_active = true, suspended_until = NULL WHERE id = @id AND suspended_until <= now()`,
			pgx.StrictNamedArgs{"id": id})
		if err != nil || lifted == 0 {
			return err
		}
		_, err = addLog(ctx, tx, logged{action: social.Lift, kind: social.UserSubject, subject: id, user: id})
		return err
	})
}
