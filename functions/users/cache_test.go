package users_test

import (
	"net"
	"net/http"
	"testing"
	"time"

	"social.example/shared/cache"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestGarbageInTheCacheIsAMiss(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.user(t, social.Member)
	other := factory.User(t, f.db, social.Admin)
	server, err := redis.Open(f.config.Redis)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if err := (cache.Users{Redis: server}).Put(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	ofAnother := server.Get(t.Context(), cache.Key(other.ID)).Val()
	for _, garbage := range []string{"", "x", "1:", "1:null", "1:{}", `1:{"level":3,"active":true}`, ofAnother} {
		if err := server.Set(t.Context(), cache.Key(user.ID), garbage, 0).Err(); err != nil {
			t.Fatal(err)
		}
		client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
		client.Do(t, "PUT", pathOf(other)+"/role", `{"role": "user"}`).Want(t, http.StatusForbidden)
	}
	server.Del(t.Context(), cache.Key(user.ID))
	server.LPush(t.Context(), cache.Key(user.ID), "a list")
	client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
}

func TestRequestsAreServedWithoutRedis(t *testing.T) {
	t.Parallel()
	silent := listen(t)
	closed := listen(t)
	closed.Close()
	for name, url := range map[string]string{
		"none":   "",
		"away":   "redis://" + closed.Addr().String(),
		"silent": "redis://" + silent.Addr().String(), // accepts connections and never responds
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			f.config.Redis.URL = url
			f.config.Limits.Requests, f.config.Limits.Window = 7, 10_000*time.Hour
			f.http = instance(t, f.config)
			admin, client := f.user(t, social.Admin)
			user, member := f.user(t, social.Member)
			client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
			client.Do(t, "GET", "/v1/users", nil).Want(t, http.StatusOK)
			client.Do(t, "PUT", pathOf(user)+"/follow", nil).Want(t, http.StatusNoContent)
			client.Do(t, "PUT", pathOf(admin)+"/follow", nil).Want(t, http.StatusBadRequest)
			client.Do(t, "GET", "/v1/users/0", nil).Want(t, http.StatusNotFound)
			member.Do(t, "PUT", pathOf(user)+"/role", `{"role": "admin"}`).Want(t, http.StatusForbidden)
			client.Do(t, "PUT", pathOf(user)+"/role", `{"role": "admin"}`).Want(t, http.StatusNoContent)
			member.Do(t, "PUT", pathOf(admin)+"/role", `{"role": "user"}`).Want(t, http.StatusNoContent)
			client.Do(t, "PUT", pathOf(user)+"/role", `{"role": "user"}`).Want(t, http.StatusForbidden)
			apitest.Client{Handler: f.http}.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusUnauthorized)

			// The instance counts by itself: the admin has used all seven requests.
			client.Do(t, "GET", "/v1/users/me", nil).WantProblem(t, http.StatusTooManyRequests)
			member.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
		})
	}
}

// listen opens a port that accepts connections and does nothing with them.
func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener
}
