package users_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
	"social.example/shared/test/factory"
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
	rows, err := f.db.Query(t.Context(), `
		SELECT moderator_id || ' ' || action || ' ' || kind || ' ' || subject_id || ' ' || user_id || note FROM moderation_log ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, entry := range []struct{ action, note string }{{"role", "moderator"}, {"deactivate", ""}, {"reactivate", ""}} {
		want = append(want, fmt.Sprintf("%d %s user %d %d%s", admin.ID, entry.action, user.ID, user.ID, entry.note))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the log has %q, want %q", got, want)
	}
}
