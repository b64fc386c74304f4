package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// exportedAccount is the content of account.json.
type exportedAccount struct {
	social.Me
	ActivatedAt       *time.Time       `json:"activated_at"`
	UsernameChangedAt *time.Time       `json:"username_changed_at"`
	TOTP              *exportedTOTP    `json:"totp"`
	SignInPlaces      []signInPlace    `json:"sign_in_places"`
	FormerUsernames   []formerUsername `json:"former_usernames"`

	NotificationSettings social.NotificationSettings `json:"notification_settings"`
}

type formerUsername struct {
	Username      string    `json:"username"`
	ReservedUntil time.Time `json:"reserved_until"`
}

// exportedTOTP is two-step sign-in that is on. Its secret and codes are not exported.
type exportedTOTP struct {
	ConfirmedAt       time.Time `json:"confirmed_at"`
	RecoveryCodesLeft int       `json:"recovery_codes_left"`
}

// signInPlace is a place from which the user signed in without a known device.
type signInPlace struct {
	Device  string    `json:"device"`
	Address string    `json:"address"`
	FirstAt time.Time `json:"first_at"`
	LastAt  time.Time `json:"last_at"`
}

func readAccount(ctx context.Context, tx pgx.Tx, id int64, row func(any) error) error {
	me, err := readMe(ctx, tx, id)
	if err != nil {
		return err
	}
	account := exportedAccount{Me: me}
	account.FormerUsernames, err = queryAll(ctx, tx, pgx.RowToStructByPos[formerUsername],
		`SELECT username::text, until FROM former_usernames WHERE user_id = @id ORDER BY until`, pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return err
	}
	totp, err := queryAll(ctx, tx, pgx.RowToAddrOfStructByPos[exportedTOTP], `
		SELECT t.confirmed_at, (SELECT count(*) FROM recovery_codes r WHERE r.user_id = t.user_id)
		FROM totp_secrets t WHERE t.user_id = @id AND t.confirmed_at IS NOT NULL`,
		pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return err
	}
	if len(totp) > 0 {
		account.TOTP = totp[0]
	}
	account.SignInPlaces, err = queryAll(ctx, tx, pgx.RowToStructByPos[signInPlace],
		`SELECT device, place, first_at, last_at FROM sign_in_places WHERE user_id = @id ORDER BY first_at, device, place`,
		pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return err
	}
	if account.NotificationSettings, err = readSettings(ctx, tx, id); err != nil {
		return err
	}
	type times struct{ Activated, Renamed *time.Time }
	at, err := queryOne(ctx, tx, pgx.RowToStructByPos[times],
		`SELECT activated_at, username_changed_at FROM users WHERE id = @id`, pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return err
	}
	account.ActivatedAt, account.UsernameChangedAt = at.Activated, at.Renamed
	return row(account)
}
