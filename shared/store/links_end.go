package store

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// endLinks deletes the links of a locked account that lead to a new password or a new
// address, and gives up the mails that would get one. Links that restore an old address
// stay: a thief who changes the password can't end them. If back is such a link that
// was used, endLinks also ends those of later mails: they lead to addresses that were
// given after the restored one.
func endLinks(ctx context.Context, tx pgx.Tx, id int64, back *usedLink) error {
	forms, err := addressForms(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := lockRecipients(ctx, tx, forms...); err != nil {
		return err
	}
	kinds, since := []social.MailKind{social.EmailChangeMail, social.EmailRevertedMail}, int64(0)
	if back != nil {
		kinds = append(kinds, social.EmailChangeNoticeMail, social.EmailChangedMail)
		since = back.emailID
	}
	_, err = exec(ctx, tx, `
		WITH ended AS (
			DELETE FROM links
			WHERE user_id = @id AND (kind IN ('`+string(social.ResetLink)+`', '`+string(social.EmailChangeLink)+`')
				OR @back AND kind = '`+string(social.EmailRevertLink)+`' AND email_id >= @since)
		)
		UPDATE emails SET failed_at = now(), claimed_until = NULL, last_error = 'the account has changed'
		WHERE `+unsent+` AND (user_id = @id AND kind = ANY (@kinds::text[])
			OR recipient = ANY (@forms::text[]::citext[]) AND kind = '`+string(social.PasswordResetMail)+`')`,
		pgx.StrictNamedArgs{"id": id, "back": back != nil, "since": since, "kinds": texts(kinds), "forms": forms})
	return err
}

// lockRecipients locks several addresses in a fixed order, so that transactions that
// lock the same ones can't deadlock.
func lockRecipients(ctx context.Context, tx pgx.Tx, addresses ...string) error {
	for i := range addresses {
		addresses[i] = strings.ToLower(addresses[i])
	}
	slices.Sort(addresses)
	for _, address := range slices.Compact(addresses) {
		if err := lockRecipient(ctx, tx, address); err != nil {
			return err
		}
	}
	return nil
}

// texts returns the values as texts, which every query mode can send.
func texts[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}
