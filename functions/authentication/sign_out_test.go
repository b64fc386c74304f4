package authentication_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// An earlier sign-out reached the database, but not the cache.
func TestASignOutThatIsRepeatedIsInForceOnTheNextRequest(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	other, session := f.start(t, user), f.start(t, user)
	f.signOut(t, other.AccessToken).Want(t, http.StatusNoContent) // caches the user
	if _, err := (store.Sessions{DB: f.db}).End(t.Context(), user.ID, session.Session.ID); err != nil {
		t.Fatal(err)
	}
	f.signOut(t, session.AccessToken).Want(t, http.StatusNoContent)
	f.signOut(t, session.AccessToken).WantProblem(t, http.StatusUnauthorized)
}

// The client disconnects during the COMMIT, which the database completes.
func TestASignOutWhoseClientDisconnectsIsInForceOnTheNextRequest(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	session := f.start(t, factory.User(t, f.db, social.Member))
	testdb.Exec(t, testdb.Owner(t, f.db), `
		CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(77, 77); RETURN NULL; END';
		CREATE CONSTRAINT TRIGGER wait AFTER UPDATE ON sessions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()`)
	holder := testdb.Begin(t, f.db, `SELECT pg_advisory_xact_lock(77, 77)`)
	ctx, disconnect := context.WithCancel(t.Context())
	answer := testdb.Waiting(t, f.db, func() int {
		r := httptest.NewRequestWithContext(ctx, http.MethodDelete, "/v1/authentication/session", nil)
		r.Header.Set("Authorization", "Bearer "+session.AccessToken)
		recorder := httptest.NewRecorder()
		f.Handler.ServeHTTP(recorder, r)
		return recorder.Code
	})
	disconnect()
	testdb.Commit(t, holder)
	<-answer
	f.signOut(t, session.AccessToken).WantProblem(t, http.StatusUnauthorized)
}
