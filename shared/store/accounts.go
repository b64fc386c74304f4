package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Accounts reads and writes registrations and password hashes.
type Accounts struct{ DB *pgxpool.Pool }

// Secret is the data that a sign-in is checked against.
type Secret struct {
	UserID int64
	Hash   string
	Active bool
	TOTP   TOTP
}

func secretFields(s *Secret) []any {
	return append([]any{&s.UserID, &s.Hash, &s.Active}, totpFields(&s.TOTP)...)
}

// Secret returns the secret of the account with this address in any of its forms.
// If there is none, it returns a secret without user id and hash. The query
// returns a row either way, so that it takes the same time.
func (s Accounts) Secret(ctx context.Context, email string) (Secret, error) {
	return queryOne(ctx, s.DB, func(row pgx.CollectableRow) (secret Secret, err error) {
		return secret, row.Scan(secretFields(&secret)...)
	}, `
		SELECT coalesce(u.id, 0), coalesce(u.password_hash, ''), coalesce(u.is_active, false), `+totpColumns+`
		FROM (VALUES (1)) always LEFT JOIN LATERAL (
			SELECT u.* FROM unnest(@forms::text[]::citext[]) WITH ORDINALITY form (email, place) JOIN users u ON u.email = form.email
			WHERE `+isAccount+`
			ORDER BY form.place LIMIT 1
		) u ON true LEFT JOIN totp_secrets t ON t.user_id = u.id`,
		pgx.StrictNamedArgs{"forms": social.AddressForms(email)})
}

// Known is the secret of a signed-in user, and what a new password must differ from.
type Known struct {
	Secret
	Username, Email string
}

// Known returns the secret of a signed-in user.
func (s Accounts) Known(ctx context.Context, id int64) (Known, error) {
	known, err := queryOne(ctx, s.DB, func(row pgx.CollectableRow) (k Known, err error) {
		return k, row.Scan(append(secretFields(&k.Secret), &k.Username, &k.Email)...)
	}, `
		SELECT u.id, u.password_hash, u.is_active, `+totpColumns+`, u.username::text, u.email::text
		FROM users u LEFT JOIN totp_secrets t ON t.user_id = u.id
		WHERE u.id = @id AND u.is_active`,
		pgx.StrictNamedArgs{"id": id})
	if errors.Is(err, pgx.ErrNoRows) {
		err = fault.NotSignedIn // deactivated or deleted since the request began
	}
	return known, err
}

// ReplaceHash stores a new hash of the account's password, unless the password
// has changed since the secret was read.
func (s Accounts) ReplaceHash(ctx context.Context, secret Secret, hash string) error {
	_, err := exec(ctx, s.DB, `UPDATE users SET password_hash = @hash WHERE id = @id AND password_hash = @old`,
		pgx.StrictNamedArgs{"id": secret.UserID, "old": secret.Hash, "hash": hash})
	return err
}
