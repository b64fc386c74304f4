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

// Deleted is an account that its owner deleted.
type Deleted struct {
	Actor   social.Actor
	EraseAt time.Time
	EmailID int64 // of the mail to the owner, or 0 if that waits
}

// Delete deletes an active user's own account: it hides them as a deactivation does,
// ends their sessions, and queues a mail that offers to restore the account. It hides
// one batch; Settle does the rest. After social.ErasurePeriod a sweep erases the
// account. Delete returns ErrOutdated if the password has changed since the secret was
// read, or the account is not active, and a Conflict fault for the last admin.
func (s Users) Delete(ctx context.Context, secret Secret, act social.Act) (deleted Deleted, err error) {
	id := secret.UserID
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		admins, err := lockRights(ctx, tx, id, neighbours{limit: VisibilityBatch})
		if err != nil {
			return err
		}
		if _, err := lockSecret(ctx, tx, secret); err != nil {
			return err
		}
		if slices.Equal(admins, []int64{id}) {
			return fault.New(fault.Conflict, "you are the last admin: make somebody else an admin before you delete your account")
		}
		deleted.Actor, err = revoke(ctx, tx, `UPDATE users u SET is_active = false, `+revokeTokens+` WHERE u.id = @id`,
			pgx.StrictNamedArgs{"id": id})
		if err != nil {
			return err
		}
		deleted.EraseAt, err = queryOne(ctx, tx, pgx.RowTo[time.Time], `
			INSERT INTO deletions (user_id, erase_at) VALUES (@id, now() + @period::interval) RETURNING erase_at`,
			pgx.StrictNamedArgs{"id": id, "period": social.ErasurePeriod})
		if err != nil {
			return err
		}
		deleted.EmailID, err = notify(ctx, tx, social.AccountDeletedMail, id, act)
		return err
	})
	return deleted, err
}

// Restore undoes the deletion of the account that the restore link with this hash
// belongs to. It shows one batch; Settle does the rest. An account that an admin
// deactivated after its deletion stays inactive. Restore returns a NotFound fault if
// the link does not work.
func (s Users) Restore(ctx context.Context, link []byte) (restored social.Actor, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		id, err := lockReturn(ctx, tx, link, social.RestoreLink)
		if err == nil && id == 0 {
			err = errLink
		}
		if err != nil {
			return err
		}
		restored, err = undelete(ctx, tx, id)
		return err
	})
	return restored, err
}

// lockReturn locks the account of a link of this kind, which is about to bring the
// account back, and returns its id. It returns 0 if there is no such link that works.
// It locks the account's neighbours too, as every change that shows or hides a user
// does, and then looks again: the link may have been used while it waited.
func lockReturn(ctx context.Context, tx pgx.Tx, link []byte, kind social.LinkKind) (id int64, err error) {
	for locked := false; ; locked = true {
		id, err = queryOne(ctx, tx, pgx.RowTo[int64], `
			SELECT l.user_id FROM links l WHERE l.hash = @link AND l.kind = @kind AND l.expires_at > now()`,
			pgx.StrictNamedArgs{"link": link, "kind": string(kind)})
		if errors.Is(err, pgx.ErrNoRows) {
			return 0, nil
		}
		if err != nil || locked {
			return id, err
		}
		if _, err := lockRights(ctx, tx, id, neighbours{active: true, limit: VisibilityBatch}); err != nil {
			return 0, err
		}
	}
}

// undelete undoes the deletion of a locked account and ends its restore links. It
// returns a NotFound fault if the account is not deleted, or can't be restored any
// more.
func undelete(ctx context.Context, tx pgx.Tx, id int64) (restored social.Actor, err error) {
	deactivated, err := queryOne(ctx, tx, pgx.RowTo[bool], `
		DELETE FROM deletions WHERE user_id = @id AND erase_at > now() RETURNING is_deactivated`,
		pgx.StrictNamedArgs{"id": id})
	if errors.Is(err, pgx.ErrNoRows) {
		return restored, errLink
	}
	if err != nil {
		return restored, err
	}
	_, err = exec(ctx, tx, `
		WITH ended AS (
			DELETE FROM links WHERE user_id = @id AND kind = '`+string(social.RestoreLink)+`'
		)
		UPDATE emails SET failed_at = now(), claimed_until = NULL, last_error = 'the account was restored'
		WHERE user_id = @id AND kind = '`+string(social.AccountDeletedMail)+`' AND `+unsent,
		pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return restored, err
	}
	return actor(ctx, tx, `
		UPDATE users u SET is_active = NOT @deactivated WHERE u.id = @id
		RETURNING `+actorColumns,
		pgx.StrictNamedArgs{"id": id, "deactivated": deactivated})
}
