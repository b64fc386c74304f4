package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Rotation replaces a refresh token. Seed makes the next token from the presented
// one.
type Rotation struct {
	FamilyHash []byte
	TokenHash  []byte // of the presented token
	NextHash   []byte
	Seed       []byte
	Address    string
}

// Refreshed is a session whose refresh token was replaced. Seed makes the token in
// force from the presented one: it is the Seed of the Rotation, or of an earlier
// Rotation that presented the same token. Since is the issue time of the access token.
type Refreshed struct {
	Session  social.Session
	UserID   int64
	Email    string
	DeviceID []byte
	Seed     []byte
	Since    time.Time
}

// Reuse is an old refresh token that was used again: it was stolen, or its
// successor was. Its session has ended.
type Reuse struct {
	User    social.Actor
	EmailID int64 // of the mail to the owner; 0 if it waits
}

// ErrRefresh is returned for every refresh token that is not accepted.
var ErrRefresh = fault.New(fault.Unauthenticated, "the refresh token is unknown, has been used or has expired")

// Refresh replaces the refresh token of a session. The token that was replaced last can
// be presented again for social.RefreshGrace and changes nothing. If it is presented
// later, or an older token at any time, Refresh ends the session and returns the reuse
// along with ErrRefresh, the error of every bad token.
func (s Sessions) Refresh(ctx context.Context, r Rotation) (Refreshed, *Reuse, error) {
	refreshed, err := queryOne(ctx, s.DB, scanRefreshed, `
		UPDATE sessions s
		SET previous_hash = s.token_hash, token_hash = @next, seed = @seed, rotated_at = at, last_used_at = at,
			expires_at = least(at + @idle::interval, s.created_at + @life::interval), address = @address
		FROM users u, clock_timestamp() at
		WHERE s.family_hash = @family AND s.token_hash = @token AND `+alive+` AND u.id = s.user_id AND u.is_active
		RETURNING `+refreshedColumns,
		pgx.StrictNamedArgs{
			"family": r.FamilyHash, "token": r.TokenHash, "next": r.NextHash, "seed": r.Seed, "address": r.Address,
			"idle": social.RefreshIdle, "life": social.RefreshLife,
		})
	if !errors.Is(err, pgx.ErrNoRows) {
		return refreshed, nil, err
	}
	return s.repeat(ctx, r)
}

// repeat returns the session again if the presented token was replaced just now.
// If it is older, it ends the session.
func (s Sessions) repeat(ctx context.Context, r Rotation) (Refreshed, *Reuse, error) {
	type found struct {
		Refreshed
		recent, current bool
	}
	session, err := queryOne(ctx, s.DB, func(row pgx.CollectableRow) (f found, err error) {
		return f, row.Scan(append(refreshedFields(&f.Refreshed), &f.recent, &f.current)...)
	}, `
		SELECT `+refreshedColumns+`,
			coalesce(s.previous_hash = @token AND s.rotated_at > clock_timestamp() - @grace::interval, false), s.token_hash = @token
		FROM sessions s JOIN users u ON u.id = s.user_id
		WHERE s.family_hash = @family AND `+alive+` AND u.is_active`,
		pgx.StrictNamedArgs{"family": r.FamilyHash, "token": r.TokenHash, "grace": social.RefreshGrace})
	switch {
	case errors.Is(err, pgx.ErrNoRows) || err == nil && session.current:
		return Refreshed{}, nil, ErrRefresh
	case err != nil || session.recent:
		return session.Refreshed, nil, err
	}
	reuse, err := s.endReused(ctx, session.Refreshed, r.Address)
	if err != nil {
		return Refreshed{}, nil, err
	}
	return Refreshed{}, reuse, ErrRefresh
}

const refreshedColumns = sessionColumns + `, u.id, u.email::text, s.device_id, s.seed, ` + validFrom

func refreshedFields(r *Refreshed) []any {
	return append(sessionFields(&r.Session), &r.UserID, &r.Email, &r.DeviceID, &r.Seed, &r.Since)
}

func scanRefreshed(row pgx.CollectableRow) (r Refreshed, err error) {
	return r, row.Scan(refreshedFields(&r)...)
}

// endReused ends the session and queues a mail to its owner, which names the device
// of the session and the place from where the token was used again. It returns nil
// if the session has ended already.
func (s Sessions) endReused(ctx context.Context, r Refreshed, address string) (reuse *Reuse, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		reuse = &Reuse{}
		if reuse.User, err = endSession(ctx, tx, r.UserID, r.Session.ID); err != nil {
			return err
		}
		act := social.Act{Device: r.Session.Device, Place: address}
		reuse.EmailID, err = notify(ctx, tx, social.RefreshReuseMail, r.UserID, act)
		return err
	})
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return reuse, err
}
