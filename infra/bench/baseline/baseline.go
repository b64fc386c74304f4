// Package baseline measures the upper bounds of this machine.
package baseline

import (
	"context"
	"fmt"
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"
	"golang.org/x/crypto/bcrypt"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

// Baseline is one operation, as fast as this machine can do it.
type Baseline struct {
	Name string
	Ask  func(context.Context, *load.Client) error
}

// The names of the baselines that scenarios and targets are compared with.
const (
	JSON   = string(scenario.JSON)
	Query  = "baseline: one query by key, pgx"
	Get    = "baseline: one GET, Redis"
	Bcrypt = string(scenario.Bcrypt)
)

// PlainJSON requests the JSON of the server at base.
func PlainJSON(base string) Baseline {
	return Baseline{JSON, func(ctx context.Context, _ *load.Client) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/", nil)
		if err != nil {
			return err
		}
		_, err = scenario.Do(r, http.StatusOK)
		return err
	}}
}

// KeyQuery queries the database for one user.
func KeyQuery(db *pgxpool.Pool, users int) Baseline {
	return Baseline{Query, func(ctx context.Context, c *load.Client) error {
		want := 1 + c.Random.Int64N(int64(users))
		var id int64
		var name string
		if err := db.QueryRow(ctx, `SELECT id, username::text FROM users WHERE id = $1`, want).Scan(&id, &name); err != nil {
			return err
		}
		if id != want {
			return fmt.Errorf("user %d, want %d", id, want)
		}
		return nil
	}}
}

// RedisGet gets an existing value from Redis.
func RedisGet(ctx context.Context, client *redis.Client) (Baseline, error) {
	const key = "bench"
	err := client.Set(ctx, key, `{"id":42}`, 0).Err()
	return Baseline{Get, func(ctx context.Context, _ *load.Client) error { return client.Get(ctx, key).Err() }}, err
}

// Compare compares the data set's password with its hash.
func Compare() (Baseline, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(dataset.Password), dataset.Cost)
	return Baseline{Bcrypt, func(context.Context, *load.Client) error {
		return bcrypt.CompareHashAndPassword(hash, []byte(dataset.Password))
	}}, err
}
