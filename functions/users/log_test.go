package users_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestTheLogHasChangesOfRolesAndDeactivations(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin, client := f.user(t, social.Admin)
	_, other := f.user(t, social.Moderator)
	user := factory.User(t, f.db, social.Member)
	for _, refused := range []struct{ suffix, body string }{{"/role", `{"role": "admin"}`}, {"/deactivate", ""}, {"/reactivate", ""}} {
		var body any
		if refused.body != "" {
			body = refused.body
		}
		other.Do(t, "PUT", pathOf(user)+refused.suffix, body).Want(t, http.StatusForbidden)
	}
	client.Do(t, "PUT", pathOf(admin)+"/deactivate", nil).Want(t, http.StatusConflict)
	client.Do(t, "PUT", pathOf(user)+"/role", `{"role": "moderator"}`).Want(t, http.StatusNoContent)
	client.Do(t, "PUT", pathOf(user)+"/deactivate", nil).Want(t, http.StatusNoContent)
	client.Do(t, "PUT", pathOf(user)+"/reactivate", nil).Want(t, http.StatusNoContent)
	var want []string
	for _, entry := range []struct{ action, note string }{{"role", "moderator"}, {"deactivate", ""}, {"reactivate", ""}} {
		want = append(want, fmt.Sprintf("%d %s user %d %d%s", admin.ID, entry.action, user.ID, user.ID, entry.note))
	}
	if got := logOf(t, f.db); !slices.Equal(got, want) {
		t.Errorf("the log has %q, want %q", got, want)
	}
}

// logOf returns the log of moderation as lines, oldest first.
func logOf(t testing.TB, db *pgxpool.Pool) []string {
	t.Helper()
	rows, err := db.Query(t.Context(), `
		SELECT moderator_id || ' ' || action || ' ' || kind || ' ' || subject_id || ' ' || user_id || note FROM moderation_log ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// The log is also what a person's export says was decided about them.
func TestTheLogHasOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Admin)
	user, deleted := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	if _, err := (store.Users{DB: f.db}).Delete(t.Context(), factory.Secret(deleted), social.Act{}); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		user      social.Actor
		operation string
		body      any
		entries   int
	}{
		{user, "reactivate", nil, 0},
		{user, "role", `{"role": "user"}`, 0},
		{user, "role", `{"role": "moderator"}`, 1},
		{user, "role", `{"role": "moderator"}`, 0},
		{user, "deactivate", nil, 1},
		{user, "deactivate", nil, 0},
		{user, "reactivate", nil, 1},
		{user, "reactivate", nil, 0},
		{deleted, "reactivate", nil, 0},
		{deleted, "deactivate", nil, 1}, // the owner can't undo the deletion any more
		{deleted, "deactivate", nil, 0},
		{deleted, "reactivate", nil, 1},
	} {
		before := len(logOf(t, f.db))
		client.Do(t, "PUT", pathOf(row.user)+"/"+row.operation, row.body).Want(t, http.StatusNoContent)
		if got := len(logOf(t, f.db)) - before; got != row.entries {
			t.Errorf("%s %v: %d new entries, want %d", row.operation, row.body, got, row.entries)
		}
	}
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false, suspended_until = now() + interval '1 day' WHERE id = $1`, user.ID)
	before := len(logOf(t, f.db))
	client.Do(t, "PUT", pathOf(user)+"/deactivate", nil).Want(t, http.StatusNoContent)
	if got := len(logOf(t, f.db)) - before; got != 1 {
		t.Errorf("a suspension that loses its end makes %d entries, want 1", got)
	}
}
