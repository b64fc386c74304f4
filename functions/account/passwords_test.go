package account_test

import (
	"net/http"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
)

// scan returns the single value of a query.
func scan[T any](t testing.TB, db *pgxpool.Pool, sql string, args ...any) (value T) {
	t.Helper()
	if err := db.QueryRow(t.Context(), sql, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// mails returns the kinds of the e-mails to the address, oldest first.
func (f function) mails(t testing.TB, email string) string {
	t.Helper()
	return scan[string](t, f.db, `
		SELECT coalesce(string_agg(kind, ' ' ORDER BY id), '') FROM emails WHERE recipient = $1::citext`, email)
}

const (
	fresh   = "a fresh password"
	invalid = http.StatusBadRequest
)

// changePassword changes the password as the owner of the token.
func (f function) changePassword(t testing.TB, token, current, password string) apitest.Answer {
	t.Helper()
	return f.as(token).Do(t, "PUT", "/v1/account/password", social.PasswordChange{CurrentPassword: current, Password: password})
}

// changeEmail requests a new address as the owner of the token.
func (f function) changeEmail(t testing.TB, token, email, password string) apitest.Answer {
	t.Helper()
	return f.as(token).Do(t, "PUT", "/v1/account/email", social.EmailChange{Email: email, Password: password})
}

// as returns a client with the token.
func (f function) as(token string) apitest.Client {
	return apitest.Client{Handler: f.Handler, Token: token}
}
