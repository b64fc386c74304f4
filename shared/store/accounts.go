package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
)

// Accounts are the registrations and the secrets of accounts.
type Accounts struct{ DB *pgxpool.Pool }

// Secret is what a sign-in is checked against.
type Secret struct {
	UserID int64
	Hash   string
	Active bool
	// Since is what a token that is issued now must state as its time: that of the
	// database, by which sessions are ended, in whole seconds. In a second in
	// which they were, it is the next one: a token of this one is dead.
	Since time.Time
}

// Secret returns the secret of the account with this address in any of its forms,
// queryOne without an account and a hash if there is none: a row either way, so that
// reading it takes as long.
func (s Accounts) Secret(ctx context.Context, email string) (Secret, error) {
	return queryOne(ctx, s.DB, pgx.RowToStructByPos[Secret], `
		SELECT coalesce(u.id, 0), coalesce(u.password_hash, ''), coalesce(u.is_active, false),
			greatest(date_trunc('second', now()), `+nextSecond+`)
		FROM (VALUES (1)) always LEFT JOIN LATERAL (
			SELECT u.* FROM unnest(@forms::text[]::citext[]) WITH ORDINALITY form (email, place) JOIN users u ON u.email = form.email
			WHERE `+isAccount+`
			ORDER BY form.place LIMIT 1
		) u ON true`,
		pgx.StrictNamedArgs{"forms": social.AddressForms(email)})
}

// ReplaceHash gives the account a new hash of its password, unless the password
// was changed since the secret was read.
func (s Accounts) ReplaceHash(ctx context.Context, secret Secret, hash string) error {
	_, err := exec(ctx, s.DB, `UPDATE users SET password_hash = @hash WHERE id = @id AND password_hash = @old`,
		pgx.StrictNamedArgs{"id": secret.UserID, "old": secret.Hash, "hash": hash})
	return err
}
