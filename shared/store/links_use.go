package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// errLink is the same for every link that does not work, whatever the cause.
var errLink = fault.New(fault.NotFound, "this link is unknown, has been used or has expired")

// usedLink is a link that was used.
type usedLink struct {
	kind    social.LinkKind
	userID  int64
	emailID int64
	address string // where it was sent
	current string // the address of its account
}

// useLink locks the account of the link and deletes the link. It returns a NotFound
// fault if the link does not work. The account is locked first, as in every change
// to it, so that exactly one of many simultaneous uses succeeds. The account must be
// active. A link that restores the old address (EmailRevertLink) also works while the
// account is suspended, deactivated or deleted, because a thief may have caused that. It
// ends with the time in which a deleted account can be restored.
func useLink(ctx context.Context, tx pgx.Tx, hash []byte, kinds ...social.LinkKind) (used usedLink, err error) {
	owner, err := queryOne(ctx, tx, func(row pgx.CollectableRow) (o Owner, err error) {
		return o, row.Scan(&o.UserID, &o.Email)
	}, `
		SELECT u.id, u.email::text FROM users u
		WHERE u.id = (SELECT user_id FROM links WHERE hash = @hash)
			AND (u.is_active
				OR EXISTS (SELECT FROM links WHERE hash = @hash AND kind = '`+string(social.EmailRevertLink)+`')
					AND NOT EXISTS (SELECT FROM deletions d WHERE d.user_id = u.id AND d.erase_at <= now()))
		FOR NO KEY UPDATE OF u`,
		pgx.StrictNamedArgs{"hash": hash})
	if err == nil {
		used, err = queryOne(ctx, tx, func(row pgx.CollectableRow) (l usedLink, err error) {
			return l, row.Scan(&l.kind, &l.userID, &l.emailID, &l.address)
		}, `
			DELETE FROM links WHERE hash = @hash AND kind = ANY (@kinds::text[]) AND expires_at > now()
			RETURNING kind, user_id, email_id, address::text`,
			pgx.StrictNamedArgs{"hash": hash, "kinds": texts(kinds)})
		used.current = owner.Email
	}
	if errors.Is(err, pgx.ErrNoRows) {
		err = errLink
	}
	return used, err
}
