package store

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// ErrSameAddress is returned if the account already has the address.
var ErrSameAddress = errors.New("the account has this address")

// RequestEmail requests a new address for the account: the address gets a link that
// confirms it, and the old address a notice with a link that restores it. An earlier
// request ends. If another account has the address, that account's owner gets a mail
// instead of the link, and the rest is the same, so that the caller can't tell. It
// returns the ids of the mails that are to be sent now. It returns ErrOutdated if the
// password has changed since the secret was read.
func (s Accounts) RequestEmail(ctx context.Context, secret Secret, address string, act social.Act) (emailIDs [2]int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		owner, err := accountOf(ctx, tx, address, "")
		if err != nil {
			return err
		}
		locked, err := lockUsers(ctx, tx, secret.UserID, owner)
		if err != nil {
			return err
		}
		current, err := lockSecret(ctx, tx, secret)
		switch {
		case err != nil:
			return err
		case owner == secret.UserID:
			return ErrSameAddress
		case !slices.Contains(locked, owner):
			owner = 0 // erased in between
		}
		if err := lockRecipients(ctx, tx, append(social.AddressForms(current), address)...); err != nil {
			return err
		}
		if err := endRequest(ctx, tx, secret.UserID); err != nil {
			return err
		}
		first := mailing{kind: social.EmailChangeMail, userID: secret.UserID, address: address}
		if owner != 0 {
			first = mailing{kind: social.EmailTakenMail, userID: owner, address: address}
		}
		notice := mailing{kind: social.EmailChangeNoticeMail, userID: secret.UserID, address: current, act: act}
		for i, m := range []mailing{first, notice} {
			stored, err := enqueue(ctx, tx, m)
			if err != nil {
				return err
			}
			emailIDs[i] = stored.sendable()
		}
		return nil
	})
	return emailIDs, err
}

// endRequest ends an earlier request of the account for a new address.
func endRequest(ctx context.Context, tx pgx.Tx, id int64) error {
	_, err := exec(ctx, tx, `
		WITH ended AS (
			DELETE FROM links WHERE user_id = @id AND kind = '`+string(social.EmailChangeLink)+`'
		)
		UPDATE emails SET failed_at = now(), claimed_until = NULL, last_error = 'another address was given'
		WHERE user_id = @id AND kind = '`+string(social.EmailChangeMail)+`' AND `+unsent,
		pgx.StrictNamedArgs{"id": id})
	return err
}

// EmailChanged is an account with a new address. If Back is set, its old address was
// restored, its sessions have ended, and so has its deletion if there was one.
type EmailChanged struct {
	Actor    social.Actor
	Back     bool
	EmailIDs []int64 // of mails that are to be sent now, or 0
}

// ApplyEmail uses the link with this hash. A link to a new address makes it the
// account's. A link of the kind EmailRevertLink restores the address that it was sent
// to, ends all sessions, and sends that address a link to choose a new password. It
// also undoes a deletion of the account, because a thief may have deleted it; Settle
// shows what is left. A suspended or deactivated account stays so. ApplyEmail returns a
// NotFound fault if the link does not work, and a Conflict fault if another account has
// the address by now.
func (s Accounts) ApplyEmail(ctx context.Context, link []byte, act social.Act) (changed EmailChanged, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockReturn(ctx, tx, link, social.EmailRevertLink); err != nil {
			return err
		}
		used, err := useLink(ctx, tx, link, social.EmailChangeLink, social.EmailRevertLink)
		if err != nil {
			return err
		}
		if err := lockRecipients(ctx, tx, append(social.AddressForms(used.current), social.AddressForms(used.address)...)...); err != nil {
			return err
		}
		if owner, err := accountOf(ctx, tx, used.address, ""); err != nil || owner != 0 && owner != used.userID {
			return errors.Join(err, errAddressTaken)
		}
		changed, err = applyEmail(ctx, tx, used, act)
		return err
	})
	if postgres.Violates(err, "users_account_email_key") {
		err = errAddressTaken
	}
	return changed, err
}

var errAddressTaken = fault.New(fault.Conflict, "another account has this e-mail address by now")

func applyEmail(ctx context.Context, tx pgx.Tx, used usedLink, act social.Act) (changed EmailChanged, err error) {
	changed.Back = used.kind == social.EmailRevertLink
	// Links end while the account still has the address that they were sent to.
	if changed.Back {
		err = endLinks(ctx, tx, used.userID, &used)
	} else {
		err = endLinks(ctx, tx, used.userID, nil)
	}
	if err != nil {
		return changed, err
	}
	if changed.Back {
		if _, err = undelete(ctx, tx, used.userID); err != nil && !errors.Is(err, errLink) {
			return changed, err
		}
	}
	changed.Actor, err = revoke(ctx, tx, `
		UPDATE users u
		SET email = @address::citext, tokens_valid_after = CASE WHEN @back THEN `+revokedAt+` ELSE tokens_valid_after END
		WHERE u.id = @id`,
		pgx.StrictNamedArgs{"id": used.userID, "address": used.address, "back": changed.Back})
	if err != nil {
		return changed, err
	}
	mails := []mailing{{kind: social.EmailRevertedMail, address: used.address}}
	if !changed.Back {
		mails = []mailing{
			{kind: social.EmailChangedMail, address: used.current},
			{kind: social.EmailChangedMail, address: used.address},
		}
	}
	for _, m := range slices.Compact(mails) {
		m.userID, m.act = used.userID, act
		stored, err := enqueue(ctx, tx, m)
		if err != nil {
			return changed, err
		}
		changed.EmailIDs = append(changed.EmailIDs, stored.sendable())
	}
	return changed, nil
}
