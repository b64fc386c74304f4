package account_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"social.example/shared/cache"
	"social.example/shared/fault"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

func named(name string) string { return fmt.Sprintf(`{"username": %q}`, name) }

// register registers the name, and reports whether it was free.
func (f function) register(t testing.TB, name string) bool {
	t.Helper()
	_, _, err := store.Accounts{DB: f.db}.Register(t.Context(),
		social.Registration{Username: name, Email: name + "@register.example"}, strings.Repeat("x", 60))
	if err != nil && fault.KindOf(err) != fault.Conflict {
		t.Error(err)
	}
	return err == nil
}

func TestUsernameChangesOnceInThirtyDays(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	client.Do(t, "PATCH", path, named("maya")).Want(t, http.StatusOK)
	for _, name := range []string{"maya_2", user.Username, "MAYA"} {
		refused := client.Do(t, "PATCH", path, named(name))
		refused.WantProblem(t, http.StatusConflict, "username")
		wait, err := strconv.Atoi(refused.Header.Get("Retry-After"))
		if day := 24 * 60 * 60; err != nil || wait < 29*day || wait > 30*day {
			t.Errorf("%s: Retry-After is %d, %v; want 29 to 30 days in seconds", name, wait, err)
		}
	}
	client.Do(t, "PATCH", path, `{"username": "maya", "bio": "Same name"}`).Want(t, http.StatusOK)
	testdb.Exec(t, f.db, `UPDATE users SET username_changed_at = username_changed_at - interval '30 days'`)
	if me := apitest.Data[social.Me](t, client.Do(t, "PATCH", path, named(user.Username)).Want(t, http.StatusOK)); me.Username != user.Username {
		t.Errorf("after a change back to %q the name is %q", user.Username, me.Username)
	}
}

func TestFormerUsernameIsReservedForItsOwner(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	_, other := f.member(t)
	client.Do(t, "PATCH", path, named("maya")).Want(t, http.StatusOK)
	refused := func(name string) {
		t.Helper()
		other.Do(t, "PATCH", path, named(name)).WantProblem(t, http.StatusConflict, "username")
		if f.register(t, name) {
			t.Errorf("%q was registered", name)
		}
	}
	refused(user.Username)
	refused(strings.ToUpper(user.Username))
	refused("Maya")
	refused("admin") // for nobody

	testdb.Exec(t, f.db, `UPDATE former_usernames SET until = now()`)
	other.Do(t, "PATCH", path, named(user.Username)).Want(t, http.StatusOK)
}

func TestUsernameCannotLookLikeStaff(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	rename := func(user social.Actor, name string) {
		t.Helper()
		testdb.Exec(t, f.db, `UPDATE users SET username = $2 WHERE id = $1`, user.ID, name)
	}
	rename(factory.User(t, f.db, social.Admin), "mario")
	rename(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Moderator)), "wendy")
	moderator, staff := factory.User(t, f.db, social.Moderator), f
	rename(moderator, "lily")
	staff.Token = apitest.Token(t, moderator.ID)
	user, client := f.member(t)

	for _, name := range []string{"MARIO", "rnario", "mar10", "vvendy", "_lily", "l1ly", "adm1n", "supp0rt"} {
		answer := client.Do(t, "PATCH", path, named(name))
		answer.WantProblem(t, http.StatusConflict, "username")
		if !bytes.Contains(answer.Body, []byte(`"this username is taken"`)) {
			t.Errorf("%s: %s, want that the name is taken", name, answer.Body)
		}
	}
	staff.Do(t, "PATCH", path, named("rnario")).WantProblem(t, http.StatusConflict, "username")
	staff.Do(t, "PATCH", path, named("L1ly")).Want(t, http.StatusOK)

	// A look-alike from before the promotion stays, and may change its case.
	rename(user, "rnario")
	client.Do(t, "PATCH", path, named("RNario")).Want(t, http.StatusOK)
}

func TestNameOfARegistrationIsTakenUntilItExpires(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	f.register(t, "maya")
	client.Do(t, "PATCH", path, named("maya")).WantProblem(t, http.StatusConflict, "username")
	testdb.Exec(t, f.db, `UPDATE users SET created_at = now() - interval '73 hours' WHERE username = 'maya'`)
	client.Do(t, "PATCH", path, named("maya")).Want(t, http.StatusOK)
}

func TestNewUsernameIsInTheCache(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	client.Do(t, "PATCH", path, named("maya")).Want(t, http.StatusOK)
	r, err := redis.Open(f.config.Redis)
	if err != nil {
		t.Fatal(err)
	}
	defer redis.Closer(r)()
	cached, err := r.Get(t.Context(), cache.Key(user.ID)).Result()
	if err != nil || !strings.Contains(cached, `"maya"`) {
		t.Errorf("the cache has %q, %v; want maya", cached, err)
	}
}

// A user gives up a name while others register it or rename to it.
func TestRacesForAUsernameHaveOneWinnerAtMost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	rounds, failed := figure.Size(20, 1000), 0
	for n := range rounds {
		owner, client := f.member(t)
		_, rival := f.member(t)
		stranger := factory.User(t, f.db, social.Member)
		var run sync.WaitGroup
		run.Go(func() { client.Do(t, "PATCH", path, named(fmt.Sprint("new_name_", n))).Want(t, http.StatusOK) })
		run.Go(func() { rival.Do(t, "PATCH", path, named(owner.Username)) })
		run.Go(func() { f.register(t, owner.Username) })
		run.Go(func() {
			_, _, _ = store.Users{DB: f.db}.Edit(t.Context(), stranger.ID, social.ProfileEdit{Username: &owner.Username})
		})
		run.Wait()
		var taken int
		if err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM users WHERE username = $1`, owner.Username).Scan(&taken); err != nil {
			t.Fatal(err)
		}
		failed += taken
	}
	figure.Report(t, "usernames given up while others reach for them: taken by another", rounds, failed)
}
