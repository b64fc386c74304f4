package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// Owner is the account that a link belongs to.
type Owner struct {
	UserID          int64
	Username, Email string
}

// RequestReset queues a mail with a reset link to the address, and returns its id
// if it is to be sent now, else 0. It does the same for every address; whether
// there is an account is looked up when the mail is sent.
func (s Accounts) RequestReset(ctx context.Context, email string, act social.Act) (emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		stored, err := enqueue(ctx, tx, mailing{kind: social.PasswordResetMail, address: email, act: act})
		emailID = stored.sendable()
		return err
	})
	return emailID, err
}

// ResetOwner returns the account of the reset link with this hash, or a NotFound
// fault. The link stays unused.
func (s Accounts) ResetOwner(ctx context.Context, link []byte) (Owner, error) {
	owner, err := queryOne(ctx, s.DB, pgx.RowToStructByPos[Owner], `
		SELECT u.id, u.username::text, u.email::text FROM links l JOIN users u ON u.id = l.user_id
		WHERE l.hash = @link AND l.kind = '`+string(social.ResetLink)+`' AND l.expires_at > now() AND u.is_active`,
		pgx.StrictNamedArgs{"link": link})
	if errors.Is(err, pgx.ErrNoRows) {
		err = errLink
	}
	return owner, err
}

// Reset uses the reset link with this hash: the account gets the password hash, and
// all its sessions end. It returns the account and the id of the mail to its owner,
// or 0 if that mail must wait. It returns a NotFound fault if the link does not work. If
// several links of an account are used at once, they are handled one at a time, and the
// first to succeed ends the others.
func (s Accounts) Reset(ctx context.Context, link []byte, hash string, act social.Act) (changed social.Actor, emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		used, err := useLink(ctx, tx, link, social.ResetLink)
		if err != nil {
			return err
		}
		changed, emailID, err = setPassword(ctx, tx, used.userID, hash, 0, social.PasswordRenewedMail, act)
		return err
	})
	return changed, emailID, err
}

// ChangePassword replaces the password that the secret was read for, and ends all
// sessions but the current one (all if current is 0). It returns the account and the id
// of the mail to its owner, or 0 if that mail must wait. It returns ErrOutdated if the
// password has changed since, or the account is not active.
func (s Accounts) ChangePassword(
	ctx context.Context, secret Secret, hash string, current int64, act social.Act,
) (changed social.Actor, emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockSecret(ctx, tx, secret); err != nil {
			return err
		}
		changed, emailID, err = setPassword(ctx, tx, secret.UserID, hash, current, social.PasswordChangedMail, act)
		return err
	})
	return changed, emailID, err
}

// lockSecret locks the account and returns its address. It returns ErrOutdated if
// the secret is not the account's any more, or the account is not active.
func lockSecret(ctx context.Context, tx pgx.Tx, secret Secret) (email string, err error) {
	email, err = queryOne(ctx, tx, pgx.RowTo[string], `
		SELECT email::text FROM users WHERE id = @id AND password_hash = @hash AND is_active FOR NO KEY UPDATE`,
		pgx.StrictNamedArgs{"id": secret.UserID, "hash": secret.Hash})
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrOutdated
	}
	return email, err
}

// setPassword stores the password hash of a locked account. It ends its sessions but
// the current one (all if current is 0) and the links that the old password allowed, and
// queues a mail of that kind.
func setPassword(
	ctx context.Context, tx pgx.Tx, id int64, hash string, current int64, kind social.MailKind, act social.Act,
) (changed social.Actor, emailID int64, err error) {
	changed, err = revoke(ctx, tx, `
		UPDATE users u
		SET password_hash = @hash, tokens_valid_after = CASE WHEN @current = 0 THEN `+revokedAt+` ELSE tokens_valid_after END
		WHERE u.id = @id`,
		pgx.StrictNamedArgs{"id": id, "hash": hash, "current": current})
	if err == nil && current != 0 {
		changed, err = endOtherSessions(ctx, tx, id, current)
	}
	if err == nil {
		err = endLinks(ctx, tx, id, nil)
	}
	if err == nil {
		emailID, err = notify(ctx, tx, kind, id, act)
	}
	return changed, emailID, err
}
