package moderation_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// status returns whether the user is active, and the end of the suspension.
func (f function) status(t testing.TB, user social.Actor) (active bool, until *time.Time) {
	t.Helper()
	if err := f.db.QueryRow(t.Context(), `SELECT is_active, suspended_until FROM users WHERE id = $1`, user.ID).Scan(&active, &until); err != nil {
		t.Fatal(err)
	}
	return active, until
}

// pass moves the ends of all suspensions into the past, and sweeps.
func (f function) pass(t testing.TB) {
	t.Helper()
	testdb.Exec(t, f.db, `UPDATE users SET suspended_until = now() - interval '1 second' WHERE suspended_until IS NOT NULL`)
	if err := (store.Users{DB: f.db}).Lift(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func suspension(until time.Time) string {
	return fmt.Sprintf(`{"action": "suspend", "note": "insults", "until": %q}`, until.Format(time.RFC3339Nano))
}

func TestASuspensionEndsTheSessionsAndItsEndIsLogged(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin, client := f.user(t, social.Admin)
	user, own := f.user(t, social.Member)
	post := factory.Post(t, f.db, user)
	own.Do(t, "POST", "/v1/reports", userReport(admin)).Want(t, http.StatusCreated)
	id := f.reports(t, postSubject(post), "abuse")
	until := time.Now().Add(time.Hour).Truncate(time.Microsecond)
	resolve(t, client, id, suspension(until)).Want(t, http.StatusNoContent)

	own.Do(t, "POST", "/v1/reports", userReport(admin)).WantProblem(t, http.StatusUnauthorized)
	active, end := f.status(t, user)
	if active || end == nil || !end.Equal(until) {
		t.Errorf("active %v until %v, want %v", active, end, until)
	}
	if c := getCase(t, client, id); c.AuthorIsActive || c.AuthorSuspendedUntil == nil || c.Resolution.Until == nil || !c.Resolution.Until.Equal(until) {
		t.Errorf("the case is %+v", c.CaseDetail)
	}
	if got := f.mails(t, user); got != 1 {
		t.Errorf("%d mails to the suspended user, want 1", got)
	}
	if err := (store.Users{DB: f.db}).Lift(t.Context()); err != nil {
		t.Fatal(err)
	}
	if active, _ := f.status(t, user); active {
		t.Error("the suspension ended early")
	}
	f.pass(t)
	f.pass(t) // there is nothing left to end
	if active, end := f.status(t, user); !active || end != nil {
		t.Errorf("after the suspension: active %v until %v, want active without an end", active, end)
	}
	f.wantTold(t, user, fmt.Sprintf("suspend insults p%d", post.ID))
	want := fmt.Sprintf("suspend post %d by %s of %s: insults, lift user %d of %s", post.ID, admin.Username, user.Username, user.ID, user.Username)
	if got := strings.Join(entries(t, f.db), ", "); got != want {
		t.Errorf("the log is %q, want %q", got, want)
	}
	own.Do(t, "POST", "/v1/reports", userReport(admin)).WantProblem(t, http.StatusUnauthorized) // the session stays ended
}

func userReport(user social.Actor) string {
	return fmt.Sprintf(`{"user_id": %d, "reason": "abuse"}`, user.ID)
}

func TestADeactivationWithoutAnEndWins(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin, client := f.user(t, social.Admin)
	users := store.Users{DB: f.db}
	tomorrow := suspension(time.Now().Add(24 * time.Hour))
	for name, row := range map[string]struct {
		first, second func(user social.Actor) error
		lifted        bool
	}{
		"suspended, then deactivated": {
			second: func(user social.Actor) error { _, err := users.Deactivate(t.Context(), admin.ID, user.ID); return err },
		},
		"deactivated, then suspended": {
			first: func(user social.Actor) error { _, err := users.Deactivate(t.Context(), admin.ID, user.ID); return err },
		},
		"deleted, then suspended": {
			first: func(user social.Actor) error {
				_, err := users.Delete(t.Context(), factory.Secret(user), social.Act{})
				return err
			},
		},
		"suspended": {lifted: true},
	} {
		user := factory.User(t, f.db, social.Member)
		id := f.reports(t, userSubject(user), "abuse")
		if row.first != nil {
			if err := row.first(user); err != nil {
				t.Fatal(err)
			}
		}
		resolve(t, client, id, tomorrow).Want(t, http.StatusNoContent)
		if row.second != nil {
			if err := row.second(user); err != nil {
				t.Fatal(err)
			}
		}
		f.pass(t)
		if active, end := f.status(t, user); active != row.lifted || end != nil {
			t.Errorf("%s: active %v until %v, want %v without an end", name, active, end, row.lifted)
		}
	}
	var kept int
	if err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM deletions WHERE NOT is_deactivated`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d deletions can be undone after a suspension ended, want 1: %v", kept, err)
	}
}

// Whatever a second decision asks for, the later end stays, and the case, the log and
// the author's mail name the end that is in force.
func TestTheLaterEndOfASuspensionStaysAndIsStated(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin, client := f.user(t, social.Admin)
	soon := time.Now().Add(time.Hour).UTC().Truncate(time.Microsecond)
	late := soon.Add(24 * time.Hour)
	const without = `{"action": "suspend", "note": "insults"}`
	for name, row := range map[string]struct {
		first, second string // or "" for a deactivation by an admin
		want          *time.Time
	}{
		"earlier than the first":           {suspension(late), suspension(soon), &late},
		"later than the first":             {suspension(soon), suspension(late), &late},
		"without an end after one with":    {suspension(soon), without, nil},
		"with an end after one without":    {without, suspension(soon), nil},
		"with an end after a deactivation": {"", suspension(soon), nil},
	} {
		user := factory.User(t, f.db, social.Member)
		id := f.reports(t, postSubject(factory.Post(t, f.db, user)), "abuse")
		if row.first != "" {
			resolve(t, client, f.reports(t, userSubject(user), "abuse"), row.first).Want(t, http.StatusNoContent)
		} else if _, err := (store.Users{DB: f.db}).Deactivate(t.Context(), admin.ID, user.ID); err != nil {
			t.Fatal(err)
		}
		resolve(t, client, id, row.second).Want(t, http.StatusNoContent)

		_, end := f.status(t, user)
		log := apitest.Data[[]social.LogEntry](t, client.Do(t, "GET", "/v1/moderation/log?limit=1", nil).Want(t, http.StatusOK))
		for where, got := range map[string]*time.Time{"the account": end, "the case": getCase(t, client, id).Resolution.Until, "the log": log[0].Until} {
			if (got == nil) != (row.want == nil) || got != nil && !got.Equal(*row.want) {
				t.Errorf("%s: %s has the end %v, want %v", name, where, got, row.want)
			}
		}
	}
}

func TestTheLastAdminCannotSuspendThemselves(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin, client := f.user(t, social.Admin)
	id := f.reports(t, userSubject(admin), "abuse")
	const body = `{"action": "suspend", "note": "n"}`
	resolve(t, client, id, body).WantProblem(t, http.StatusForbidden)
	_, second := f.user(t, social.Admin)
	if c := getCase(t, second, id); c.Status != "open" || len(entries(t, f.db)) != 0 {
		t.Error("a refused suspension closed the case")
	}
	resolve(t, second, id, body).Want(t, http.StatusNoContent)
	if active, end := f.status(t, admin); active || end != nil {
		t.Errorf("active %v until %v, want inactive without an end", active, end)
	}
	client.Do(t, "GET", "/v1/moderation/log", nil).WantProblem(t, http.StatusUnauthorized)
}
