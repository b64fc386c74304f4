// Command cmd is a server of net/http, pgx and go-redis alone. It shows what they can
// do on this machine: it verifies no token, counts no request, hides nothing, knows no
// relations and writes no log.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"social.example/shared/social"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	// The pool is as large as that of a function, and connects when it is used.
	db, err := pgxpool.New(context.Background(), os.Getenv("DATABASE_URL")+"&pool_max_conns=10")
	if err != nil {
		return fmt.Errorf("read the address of the database: %w", err)
	}
	options, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		return fmt.Errorf("read the address of Redis: %w", err)
	}
	s := rows{db, redis.NewClient(options)}
	user := social.User{ID: 42, Username: "maya", CreatedAt: time.Now(), FollowersCount: 10, FollowingCount: 10, PostsCount: 10}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { respond(w, user, nil) })
	mux.HandleFunc("GET /v1/users/{id}", func(w http.ResponseWriter, r *http.Request) {
		user, err := s.user(r.Context(), r.PathValue("id"))
		respond(w, user, err)
	})
	mux.HandleFunc("GET /v1/posts/{id}", func(w http.ResponseWriter, r *http.Request) {
		post, err := s.post(r.Context(), r.PathValue("id"))
		respond(w, post, err)
	})
	return http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), mux)
}

func respond(w http.ResponseWriter, data any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"data": data}) // fails only if the client has gone
}
