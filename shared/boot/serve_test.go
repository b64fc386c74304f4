package boot_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/cache"
	"social.example/shared/gcplog"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/token"
	"social.example/shared/web"
)

// discard is a response that nobody reads.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}

// SetWriteDeadline supports http.ResponseController.
func (d discard) SetWriteDeadline(time.Time) error { return nil }

// BenchmarkServe measures what the layers around a handler cost: no database, no Redis.
func BenchmarkServe(b *testing.B) {
	former := slog.Default()
	b.Cleanup(func() { slog.SetDefault(former) })
	slog.SetDefault(gcplog.New(io.Discard))
	gate := &auth.Gate{
		Limits:  apitest.Unlimited,
		Limiter: ratelimit.New(nil, time.Second, time.Now),
		Tokens:  token.New(apitest.Tokens(b), time.Now),
		Users: auth.NewUsers(func(_ context.Context, id int64) (social.Actor, error) {
			return social.Actor{ID: id, Active: true, Version: 1}, nil
		}, cache.Users{}),
	}
	var routes web.Mux
	for i := range 16 {
		routes = append(routes, web.Route{Method: "GET", Path: fmt.Sprintf("/v1/users/{id}/list%d", i), Handle: auth.RequireUser(nil)})
	}
	routes = append(routes, web.Route{Method: "GET", Path: "/v1/users/{id}", Handle: auth.RequireUser(
		func(w http.ResponseWriter, r *http.Request) error {
			id, err := web.ID(r, "id")
			if err != nil {
				return err
			}
			return web.JSON(w, http.StatusOK, social.User{ID: id, CreatedAt: time.Now()})
		})})
	handler := boot.Serve(gcplog.Config{Project: "project"}, auth.Origins{}, gate, routes).HTTP
	request := httptest.NewRequest(http.MethodGet, "/v1/users/42", nil)
	request.Header.Set("Authorization", "Bearer "+apitest.Token(b, 7))
	b.ReportAllocs()
	for b.Loop() {
		handler.ServeHTTP(discard{http.Header{}}, request)
	}
}
