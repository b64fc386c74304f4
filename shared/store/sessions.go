package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
)

// Sessions creates, refreshes, lists and ends sessions. Transactions that create
// or end sessions lock the row of the user first.
type Sessions struct{ DB *pgxpool.Pool }

// alive is the condition that the session s has neither ended nor expired.
const alive = `s.ended_at IS NULL AND s.expires_at > now()`

// sessionColumns selects a session s.
const sessionColumns = `s.id, s.created_at, s.last_used_at, s.expires_at, s.device, s.address`

func sessionFields(s *social.Session) []any {
	return []any{&s.ID, &s.CreatedAt, &s.LastUsedAt, &s.ExpiresAt, &s.Device, &s.Address}
}

// Start is a session to be created. Without hashes it has no refresh token.
type Start struct {
	Secret     Secret // that the password matched
	Factor     Factor // if the user has two-step sign-in
	Device     string
	DeviceID   []byte
	Address    string
	FamilyHash []byte
	TokenHash  []byte
	Lifetime   time.Duration // of the access token, if there is no refresh token
}

// Started is a new session and its user. Since is the issue time of its access token.
type Started struct {
	User    social.Actor
	Session social.Session
	Since   time.Time
}

// ErrOutdated is returned if a secret is no longer that of an active user.
var ErrOutdated = errors.New("the account has changed since its secret was read")

// Create creates a session and uses the second factor. It returns ErrOutdated if the
// user changed the password, turned two-step sign-in on, or was deactivated, since the
// secret was read, and ErrCode if the factor can't be used. At the limit it ends the
// least recently used session.
func (s Sessions) Create(ctx context.Context, start Start) (started Started, err error) {
	user := start.Secret.UserID
	limit := social.RefreshSessions
	if start.FamilyHash == nil {
		limit = social.TokenSessions
	}
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		started = Started{}
		started.Since, err = queryOne(ctx, tx, pgx.RowTo[time.Time], `
			SELECT `+validFrom+` FROM users u WHERE u.id = @user AND u.is_active AND u.password_hash = @hash
			FOR NO KEY UPDATE`,
			pgx.StrictNamedArgs{"user": user, "hash": start.Secret.Hash})
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrOutdated
		}
		if err != nil {
			return err
		}
		if err := useFactor(ctx, tx, user, start.Factor); err != nil {
			return err
		}
		started.User, err = endSessions(ctx, tx, user, `s.id IN (
			SELECT s.id FROM sessions s
			WHERE s.user_id = @user AND `+alive+` AND (s.family_hash IS NULL) = @bare
			ORDER BY s.last_used_at DESC, s.id DESC OFFSET @limit)`,
			pgx.StrictNamedArgs{"bare": start.FamilyHash == nil, "limit": limit - 1})
		if err != nil && !errors.Is(err, errNoSession) {
			return err
		}
		started.Session, err = insertSession(ctx, tx, start, started.Since)
		return err
	})
	return started, err
}

func insertSession(ctx context.Context, tx pgx.Tx, start Start, since time.Time) (social.Session, error) {
	return queryOne(ctx, tx, scanSession, `
		INSERT INTO sessions AS s (user_id, created_at, last_used_at, expires_at, device, address, device_id, family_hash, token_hash)
		SELECT @user, at, at, CASE WHEN @family::bytea IS NULL THEN @since::timestamptz + @lifetime::interval ELSE at + @idle::interval END,
			@device, @address, @device_id, @family, @token
		FROM clock_timestamp() at
		RETURNING `+sessionColumns,
		pgx.StrictNamedArgs{
			"user": start.Secret.UserID, "since": since, "lifetime": start.Lifetime, "idle": social.RefreshIdle,
			"device": start.Device, "address": start.Address, "device_id": start.DeviceID,
			"family": start.FamilyHash, "token": start.TokenHash,
		})
}

func scanSession(row pgx.CollectableRow) (s social.Session, err error) {
	return s, row.Scan(sessionFields(&s)...)
}

// List returns the sessions of a user, the current one first, then those that
// were used last.
func (s Sessions) List(ctx context.Context, user, current int64) ([]social.Session, error) {
	return queryAll(ctx, s.DB, func(row pgx.CollectableRow) (social.Session, error) {
		session, err := scanSession(row)
		session.IsCurrent = session.ID == current
		return session, err
	}, `
		SELECT `+sessionColumns+` FROM sessions s
		WHERE s.user_id = @user AND `+alive+`
		ORDER BY s.id = @current DESC, s.last_used_at DESC, s.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"user": user, "current": current, "limit": social.RefreshSessions + social.TokenSessions})
}
