package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// Link returns the purpose of the one-time link that the e-mail has, or "" if it
// has none.
func (e Email) Link() social.LinkKind {
	switch e.Kind {
	case social.PasswordResetMail, social.EmailRevertedMail:
		return social.ResetLink
	case social.EmailChangeMail:
		return social.EmailChangeLink
	case social.EmailChangeNoticeMail:
		return social.EmailRevertLink
	case social.EmailChangedMail:
		if e.Former {
			return social.EmailRevertLink
		}
	case social.AccountDeletedMail:
		return social.RestoreLink
	}
	return ""
}

// address fills in the active account of a password reset. The mail goes to the
// account's own address, which may be written in another form than the requested
// one. If there is no such account, the e-mail stays without a user id.
func address(ctx context.Context, tx pgx.Tx, e *Email) error {
	owners, err := queryAll(ctx, tx, pgx.RowToStructByPos[Owner], `
		SELECT u.id, u.username::text, u.email::text
		FROM unnest(@forms::text[]::citext[]) WITH ORDINALITY form (email, place) JOIN users u ON u.email = form.email
		WHERE u.is_active
		ORDER BY form.place LIMIT 1`,
		pgx.StrictNamedArgs{"forms": social.AddressForms(e.Address)})
	if err != nil || len(owners) == 0 {
		return err
	}
	e.UserID, e.Username, e.Address = owners[0].UserID, owners[0].Username, owners[0].Email
	return nil
}

// AddLink stores the hash of a one-time link that the e-mail is about to carry. It
// reports whether the link is still wanted: it is not if the account is gone, or if
// the e-mail was given up in the meantime, as a reset's is when the password
// changes.
//
// It locks the account as a change of its password or address does, so that no
// link is added after the change has deleted the older ones.
func (s Outbox) AddLink(ctx context.Context, e Email, hash []byte) (added bool, err error) {
	if e.UserID == 0 {
		return false, nil
	}
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := exec(ctx, tx, `SELECT FROM users WHERE id = @user FOR SHARE`, pgx.StrictNamedArgs{"user": e.UserID}); err != nil {
			return err
		}
		n, err := exec(ctx, tx, `
			INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
			SELECT @hash, @kind, u.id, e.id, @address::citext, now() + @period::interval
			FROM emails e JOIN users u ON u.id = @user
			WHERE e.id = @id AND e.failed_at IS NULL`,
			pgx.StrictNamedArgs{
				"hash": hash, "kind": string(e.Link()), "user": e.UserID, "id": e.ID, "address": e.Address, "period": e.Link().Period(),
			})
		added = n > 0
		return err
	})
	return added, err
}

// Notify queues a security mail to the owner of the account, and returns its id if
// it is to be sent now, else 0. Methods of this package that make the change call
// notify in its transaction instead.
func (s Outbox) Notify(ctx context.Context, kind social.MailKind, userID int64, act social.Act) (emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		emailID, err = notify(ctx, tx, kind, userID, act)
		return err
	})
	return emailID, err
}

// notify queues a security mail to the address that the account has now.
func notify(ctx context.Context, tx pgx.Tx, kind social.MailKind, userID int64, act social.Act) (emailID int64, err error) {
	return enqueueToOwner(ctx, tx, mailing{kind: kind, userID: userID, act: act})
}

// enqueueToOwner queues the e-mail to the address that its account has now. It returns
// the id of the e-mail if it is to be sent now, else 0.
func enqueueToOwner(ctx context.Context, tx pgx.Tx, m mailing) (emailID int64, err error) {
	m.address, err = queryOne(ctx, tx, pgx.RowTo[string], `SELECT email::text FROM users WHERE id = @id FOR KEY SHARE`,
		pgx.StrictNamedArgs{"id": m.userID})
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, errNoUser
	}
	if err != nil {
		return 0, err
	}
	stored, err := enqueue(ctx, tx, m)
	return stored.sendable(), err
}
