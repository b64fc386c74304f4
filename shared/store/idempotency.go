package store

import (
	"context"
	"crypto/sha256"
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
)

// Idempotency is an idempotency key that a client chose, so that it can safely
// retry a request. Request is a hash that identifies the request.
type Idempotency struct {
	UserID  int64
	Key     string
	Request [sha256.Size]byte
}

// once runs create, or returns the result that create had for the same key in the
// last 24 hours. It returns a Conflict fault if the key was used for another request,
// and the fault of missing if that is not nil. The key is stored in
// create's transaction: a second request waits for the first one, and if the
// first one fails, the key is free again.
func once[T any](
	ctx context.Context, pool *pgxpool.Pool, k *Idempotency,
	create func(querier) (T, error), missing func(context.Context, querier, T) error,
) (answer T, err error) {
	if k == nil {
		return create(pool)
	}
	err = inTx(ctx, pool, func(tx pgx.Tx) error {
		args := pgx.StrictNamedArgs{"user": k.UserID, "key": k.Key, "request": k.Request[:]}
		taken, err := exec(ctx, tx, `
			INSERT INTO idempotency_keys AS k (user_id, key, request_hash, answer)
			VALUES (@user, @key, @request, 'null')
			ON CONFLICT (user_id, key) DO UPDATE
			SET request_hash = excluded.request_hash, answer = 'null', created_at = now()
			WHERE k.created_at < now() - interval '24 hours'`, args)
		if err != nil {
			return err
		}
		if taken == 0 {
			if answer, err = replay[T](ctx, tx, args); err != nil {
				return err
			}
			return missing(ctx, tx, answer)
		}
		if answer, err = create(tx); err != nil {
			return err
		}
		body, err := json.Marshal(answer)
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, `UPDATE idempotency_keys SET answer = @answer WHERE user_id = @user AND key = @key`,
			pgx.StrictNamedArgs{"user": k.UserID, "key": k.Key, "answer": string(body)})
		return err
	})
	return answer, err
}

// errDeletedSince is returned instead of an object that the key's first request created.
var errDeletedSince = fault.New(fault.Conflict, "what this Idempotency-Key created was deleted since")

// replay returns the stored response. If it is from before display names existed, it
// gets the username as the display name.
func replay[T any](ctx context.Context, tx pgx.Tx, args pgx.StrictNamedArgs) (answer T, err error) {
	body, err := queryOne(ctx, tx, pgx.RowTo[string], `
		SELECT jsonb_set(answer, '{user,display_name}', coalesce(answer #> '{user,display_name}', answer #> '{user,username}'))::text
		FROM idempotency_keys
		WHERE user_id = @user AND key = @key AND request_hash = @request`, args)
	if errors.Is(err, pgx.ErrNoRows) {
		return answer, fault.New(fault.Conflict, "this Idempotency-Key was used for another request")
	}
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal([]byte(body), &answer)
}
