package auth_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"social.example/shared/auth"
	"social.example/shared/cache"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/token"
	"social.example/shared/web"
)

func TestSimultaneousMissesOfOneUserShareAQuery(t *testing.T) {
	t.Parallel()
	config := testdb.Config(t)
	config.MaxConns = 1
	db := testdb.Open(t, config)
	user := factory.User(t, db, social.Member)
	gate := &auth.Gate{
		Limiter: ratelimit.New(nil, 0, time.Now),
		Tokens:  token.New(apitest.Tokens(t), time.Now),
		Users:   auth.NewUsers(store.Users{DB: db}.Actor, cache.Users{}), // caches nothing, so every request misses
	}
	handler := gate.Authenticate(auth.RequireUser(func(w http.ResponseWriter, r *http.Request) error {
		return web.JSON(w, http.StatusOK, auth.Actor(r.Context()).ID)
	}))
	bearer := "Bearer " + apitest.Token(t, user.ID)

	busy, err := db.Acquire(t.Context()) // the first query waits until all requests have started
	if err != nil {
		t.Fatal(err)
	}
	before := db.Stat().AcquireCount()
	const requests = 500
	var came, done sync.WaitGroup
	came.Add(requests)
	for range requests {
		done.Go(func() {
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.Header.Set("Authorization", bearer)
			recorder := httptest.NewRecorder()
			came.Done()
			handler.ServeHTTP(recorder, request)
			if recorder.Code != http.StatusOK {
				t.Errorf("got status %d, want 200: %s", recorder.Code, recorder.Body)
			}
		})
	}
	came.Wait()
	time.Sleep(50 * time.Millisecond) // let them reach the query; a late request runs another query
	busy.Release()
	done.Wait()
	if queries := db.Stat().AcquireCount() - before; queries > requests/20 {
		t.Errorf("%d requests made %d queries, want at most %d", requests, queries, requests/20)
	}
}
