package factory

import (
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/totp"
)

// TwoStep turns two-step sign-in on for the user, with a secret under the keys. Only
// the code of step 1, in 1970, is used. It returns the secret and the recovery codes.
func TwoStep(t testing.TB, db *pgxpool.Pool, keys token.Keys, user social.Actor) (totp.Secret, []string) {
	t.Helper()
	vault, err := totp.Open(totp.Config{Keys: keys}, nil)
	if err != nil {
		t.Fatal(err)
	}
	secret := totp.NewSecret()
	sealed := vault.Seal(user.ID, secret)
	codes, hashes := totp.NewRecoveryCodes()
	accounts := store.Accounts{DB: db}
	if err := accounts.BeginTOTP(t.Context(), Secret(user), sealed); err != nil {
		t.Fatal(err)
	}
	if _, err := accounts.TurnTOTPOn(t.Context(), user.ID, store.Factor{Step: 1, Secret: sealed}, hashes, social.Act{}); err != nil {
		t.Fatal(err)
	}
	return secret, codes
}
