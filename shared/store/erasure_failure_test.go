package store_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// deleteDue creates a user with a post and deletes the account, so that its erasure has
// been due for this many minutes.
func deleteDue(t testing.TB, db *pgxpool.Pool, minutes int) social.Actor {
	t.Helper()
	user := factory.User(t, db, social.Member)
	factory.Post(t, db, user)
	if _, err := (store.Users{DB: db}).Delete(t.Context(), factory.Secret(user), social.Act{}); err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, db, `UPDATE deletions SET erase_at = now() - $2 * interval '1 minute' WHERE user_id = $1`, user.ID, minutes)
	return user
}

// keepPosts makes the deletion of the users' posts fail.
func keepPosts(t testing.TB, db *pgxpool.Pool, users ...social.Actor) {
	t.Helper()
	owner := testdb.Owner(t, db)
	for _, user := range users {
		testdb.Exec(t, owner, fmt.Sprintf(`
			CREATE OR REPLACE FUNCTION keep_posts() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''kept''; END';
			CREATE TRIGGER keep_posts_of_%[1]d BEFORE DELETE ON posts FOR EACH ROW WHEN (OLD.user_id = %[1]d) EXECUTE FUNCTION keep_posts()`, user.ID))
	}
}

func TestAnAccountThatCannotBeErasedDoesNotDelayOthers(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	var kept []social.Actor
	for n := range 12 { // more failures than one Erase tolerates
		kept = append(kept, deleteDue(t, db, 100-n))
	}
	good := deleteDue(t, db, 1)
	keepPosts(t, db, kept...)
	for n := 0; ; n++ {
		err := users.Erase(t.Context())
		if err == nil {
			t.Error("the failure is not reported")
		}
		if _, err := users.Actor(t.Context(), good.ID); fault.KindOf(err) == fault.NotFound {
			break
		}
		if n == 5 {
			t.Fatal("an account waits behind those that fail")
		}
	}
	for _, user := range kept {
		if _, err := users.Restore(t.Context(), restoreLink(t, db, user.ID)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("restoring an account that is partly erased: got %v, want NotFound", err)
		}
	}
	testdb.Exec(t, testdb.Owner(t, db), `DROP FUNCTION keep_posts CASCADE`)
	if err := users.Erase(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := query[int](t, db, `SELECT count(*) FROM deletions`); left != 0 {
		t.Errorf("%d accounts are not erased although nothing fails any more", left)
	}
}
