package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Accounts are the accounts on their way from registration to activation.
type Accounts struct{ DB *pgxpool.Pool }

// pending is the condition of an account u that was never activated. One that
// was deactivated since is not pending: registering again must not revive it.
const pending = `NOT u.is_active AND u.activated_at IS NULL`

// account is a row that holds an e-mail address.
type account struct {
	id      int64
	pending bool
}

// errRaced means that a concurrent registration took the e-mail between two
// statements of this one.
var errRaced = errors.New("the e-mail was registered meanwhile")

// Register stores a new account, not active, and the e-mail that is to be sent
// for it, of which it returns the id. It returns a Conflict fault if the name is
// taken. If the e-mail address
//   - waits for its activation, the new registration replaces the old one;
//   - has an account, its owner is mailed instead and the name is taken all the
//     same, so that nobody can tell the difference.
func (s Accounts) Register(ctx context.Context, r social.Registration, hash string) (created time.Time, emailID int64, err error) {
	register := func(tx pgx.Tx) error {
		kind := registration
		holder, err := one(ctx, tx, func(row pgx.CollectableRow) (a account, err error) {
			return a, row.Scan(&a.id, &a.pending)
		}, `SELECT u.id, `+pending+` FROM users u WHERE u.email = @email::citext FOR UPDATE`,
			pgx.StrictNamedArgs{"email": r.Email})
		recipient := holder.id
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			recipient, created, err = insertAccount(ctx, tx, r, hash)
		case err == nil && holder.pending:
			created, err = replaceAccount(ctx, tx, holder.id, r, hash)
		case err == nil:
			kind = alreadyRegistered
			created, err = insertDecoy(ctx, tx, holder.id, r.Username, hash)
		}
		if err != nil {
			return err
		}
		emailID, err = enqueue(ctx, tx, kind, recipient, r.Email)
		return err
	}
	for range 3 {
		err = inTx(ctx, s.DB, register)
		if postgres.Violates(err, "users_username_key") {
			conflict := fault.New(fault.Conflict, "this username is taken")
			conflict.Fields = map[string]string{"username": "is taken"}
			return created, 0, conflict
		}
		if !errors.Is(err, errRaced) {
			break
		}
	}
	return created, emailID, err
}

type inserted struct {
	id      int64
	created time.Time
}

func insertAccount(ctx context.Context, tx pgx.Tx, r social.Registration, hash string) (int64, time.Time, error) {
	row, err := one(ctx, tx, func(row pgx.CollectableRow) (i inserted, err error) {
		return i, row.Scan(&i.id, &i.created)
	}, `
		INSERT INTO users (username, email, password_hash) VALUES (@username::citext, @email::citext, @hash)
		RETURNING id, created_at`,
		pgx.StrictNamedArgs{"username": r.Username, "email": r.Email, "hash": hash})
	if postgres.Violates(err, "users_email_key") {
		err = errRaced
	}
	return row.id, row.created, err
}

// replaceAccount drops the mails and so the tokens of the old registration.
func replaceAccount(ctx context.Context, tx pgx.Tx, id int64, r social.Registration, hash string) (time.Time, error) {
	return one(ctx, tx, pgx.RowTo[time.Time], `
		WITH dropped AS (DELETE FROM emails WHERE user_id = @id)
		UPDATE users
		SET username = @username::citext, email = @email::citext, password_hash = @hash, created_at = now()
		WHERE id = @id
		RETURNING created_at`,
		pgx.StrictNamedArgs{"id": id, "username": r.Username, "email": r.Email, "hash": hash})
}

func insertDecoy(ctx context.Context, tx pgx.Tx, of int64, username, hash string) (time.Time, error) {
	return one(ctx, tx, pgx.RowTo[time.Time], `
		INSERT INTO users (username, password_hash, decoy_of) VALUES (@username::citext, @hash, @of)
		ON CONFLICT (decoy_of) DO UPDATE
		SET username = excluded.username, password_hash = excluded.password_hash, created_at = now()
		RETURNING created_at`,
		pgx.StrictNamedArgs{"username": username, "hash": hash, "of": of})
}

// Renew stores a fresh activation mail for an account that waits for one and
// returns its id. Older tokens of the account die with it. It returns 0 if no
// account waits with this address, or if the mail waits.
func (s Accounts) Renew(ctx context.Context, email string) (emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		id, err := one(ctx, tx, pgx.RowTo[int64], `
			SELECT u.id FROM users u WHERE u.email = @email::citext AND `+pending+` FOR UPDATE`,
			pgx.StrictNamedArgs{"email": email})
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		emailID, err = enqueue(ctx, tx, renewal, id, email)
		return err
	})
	return emailID, err
}

// Secret is what a sign-in is checked against.
type Secret struct {
	UserID int64
	Hash   string
	Active bool
	// Since is what a token that is issued now must state as its time: that of the
	// database, by which sessions are ended, in whole seconds. In a second in
	// which they were, it is the next one: a token of this one is dead.
	Since time.Time
}

// Secret returns the secret of the account with this address, one without an
// account and a hash if there is none: a row either way, so that reading it takes
// as long.
func (s Accounts) Secret(ctx context.Context, email string) (Secret, error) {
	return one(ctx, s.DB, pgx.RowToStructByPos[Secret], `
		SELECT coalesce(u.id, 0), coalesce(u.password_hash, ''), coalesce(u.is_active, false),
			greatest(date_trunc('second', now()), `+nextSecond+`)
		FROM (VALUES (@email::citext)) asked (email) LEFT JOIN users u USING (email)`,
		pgx.StrictNamedArgs{"email": email})
}

// ReplaceHash gives the account a new hash of its password, unless the password
// was changed since the secret was read.
func (s Accounts) ReplaceHash(ctx context.Context, secret Secret, hash string) error {
	_, err := exec(ctx, s.DB, `UPDATE users SET password_hash = @hash WHERE id = @id AND password_hash = @old`,
		pgx.StrictNamedArgs{"id": secret.UserID, "old": secret.Hash, "hash": hash})
	return err
}

// Activate uses up the activation token with this hash and returns the account
// that is now active. An unknown, used or expired token is NotFound. It is one
// statement: of several that come with the same token, one deletes it.
func (s Accounts) Activate(ctx context.Context, hash []byte) (social.Actor, error) {
	actor, err := one(ctx, s.DB, scanActor, `
		WITH used AS (
			DELETE FROM activation_tokens WHERE hash = @hash AND expires_at > now() RETURNING user_id
		), others AS (
			DELETE FROM activation_tokens t USING used WHERE t.user_id = used.user_id AND t.hash <> @hash
		), unsent AS (
			UPDATE emails e SET failed_at = now(), last_error = 'activated before it was sent'
			FROM used WHERE e.user_id = used.user_id AND e.sent_at IS NULL AND e.failed_at IS NULL
		)
		UPDATE users u SET is_active = true, activated_at = now() FROM used WHERE u.id = used.user_id AND `+pending+`
		RETURNING `+actorColumns,
		pgx.StrictNamedArgs{"hash": hash})
	if errors.Is(err, pgx.ErrNoRows) {
		return actor, fault.New(fault.NotFound, "this activation link is unknown, used or expired")
	}
	return actor, err
}
