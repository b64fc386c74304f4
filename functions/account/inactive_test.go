package account_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// TestAUserWhoIsDeactivatedMeanwhileIsNotSignedIn calls every operation that reads the
// account. The cache still has the user as active, as happens for a moment when a user is
// deactivated during the request.
func TestAUserWhoIsDeactivatedMeanwhileIsNotSignedIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	confirmed := map[string]any{"password": factory.Password}
	for operation, body := range map[string]any{
		"PATCH /v1/account":             map[string]any{"username": "renamed_since"},
		"PUT /v1/account/password":      map[string]any{"current_password": factory.Password, "password": "another " + factory.Password},
		"PUT /v1/account/email":         map[string]any{"email": "moved@example.com", "password": factory.Password},
		"POST /v1/account/totp":         confirmed,
		"PUT /v1/account/totp":          map[string]any{"code": "123456"},
		"POST /v1/account/totp/removal": map[string]any{"password": factory.Password, "code": "123456"},
		"POST /v1/account/export":       confirmed,
		"POST /v1/account/deletion":     confirmed,
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			user, client := f.member(t)
			client.Do(t, "GET", "/v1/account/sessions", nil).Want(t, http.StatusOK) // fills the cache
			testdb.Exec(t, f.db, `UPDATE users SET is_active = false WHERE id = $1`, user.ID)
			method, path, _ := strings.Cut(operation, " ")
			client.Do(t, method, path, body).WantProblem(t, http.StatusUnauthorized)
		})
	}
}

func TestAnExportOfAUserWhoIsDeactivatedMeanwhileIsRefused(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, _ := f.member(t)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false WHERE id = $1`, user.ID)
	_, err := store.Exports{DB: f.db}.Read(t.Context(), factory.Secret(user), time.Minute, func(string) error { return nil }, func(any) error { return nil })
	if !errors.Is(err, store.ErrOutdated) {
		t.Errorf("got %v, want ErrOutdated", err)
	}
}
