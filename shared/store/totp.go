package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// TOTP is the state of a user's two-step sign-in. Without a secret, it is not set up.
type TOTP struct {
	IsOn     bool      // else the secret waits for its first code
	Since    time.Time // when it was turned on
	Secret   SealedSecret
	UsedStep int64 // of the code that was used last
}

// SealedSecret is an encrypted secret, and the id of the key that encrypts it.
type SealedSecret struct {
	KeyID string
	Text  []byte
}

// totpColumns selects the state of two-step sign-in from a left join of totp_secrets t.
const totpColumns = `t.confirmed_at IS NOT NULL, coalesce(t.confirmed_at, 'epoch'), coalesce(t.key_id, ''), t.secret, coalesce(t.used_step, 0)`

func totpFields(t *TOTP) []any {
	return []any{&t.IsOn, &t.Since, &t.Secret.KeyID, &t.Secret.Text, &t.UsedStep}
}

// hasTOTP is the condition that the user u has two-step sign-in.
const hasTOTP = `EXISTS (SELECT FROM totp_secrets t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)`

var errTOTPOn = fault.New(fault.Conflict, "two-step sign-in is already on")

// BeginTOTP stores a secret that waits for its first code, in the place of an earlier
// one. It returns a Conflict fault if two-step sign-in is on, and ErrOutdated if the
// password has changed since known was read.
func (s Accounts) BeginTOTP(ctx context.Context, known Secret, secret SealedSecret) error {
	return inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockSecret(ctx, tx, known); err != nil {
			return err
		}
		stored, err := exec(ctx, tx, `
			INSERT INTO totp_secrets AS t (user_id, key_id, secret) VALUES (@user, @key, @secret)
			ON CONFLICT (user_id) DO UPDATE SET key_id = @key, secret = @secret, created_at = now()
			WHERE t.confirmed_at IS NULL`,
			pgx.StrictNamedArgs{"user": known.UserID, "key": secret.KeyID, "secret": secret.Text})
		if err == nil && stored == 0 {
			err = errTOTPOn
		}
		return err
	})
}

// TurnTOTPOn turns two-step sign-in on with the first code of the waiting secret, and
// stores the hashes of recovery codes. Every session that was created without a code is
// older than TOTP.Since. It returns the id of the mail to the owner, 0 if that waits.
// It returns a Conflict fault if the secret no longer waits.
func (s Accounts) TurnTOTPOn(ctx context.Context, user int64, first Factor, hashes [][]byte, act social.Act) (emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := lockUser(ctx, tx, user); err != nil {
			return err
		}
		confirmed, err := exec(ctx, tx, `
			UPDATE totp_secrets SET confirmed_at = clock_timestamp(), used_step = @step
			WHERE user_id = @user AND secret = @secret AND confirmed_at IS NULL`,
			pgx.StrictNamedArgs{"user": user, "secret": first.Secret.Text, "step": first.Step})
		if err == nil && confirmed == 0 {
			err = fault.New(fault.Conflict, "two-step sign-in was turned on, or begun again, in the meantime")
		}
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, `
			INSERT INTO recovery_codes (user_id, hash) SELECT @user, h FROM unnest(@hashes::bytea[]) h ORDER BY h`,
			pgx.StrictNamedArgs{"user": user, "hashes": hashes})
		if err == nil {
			emailID, err = notify(ctx, tx, social.TOTPOnMail, user, act)
		}
		return err
	})
	return emailID, err
}

// TurnTOTPOff uses the factor, and deletes the secret and the recovery codes. It
// returns the id of the mail to the owner, 0 if that waits. It returns ErrCode if the
// factor can't be used, and ErrOutdated if the password has changed since known was
// read.
func (s Accounts) TurnTOTPOff(ctx context.Context, known Secret, factor Factor, act social.Act) (emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockSecret(ctx, tx, known); err != nil {
			return err
		}
		if err := useFactor(ctx, tx, known.UserID, factor); err != nil {
			return err
		}
		_, err := exec(ctx, tx, `DELETE FROM totp_secrets WHERE user_id = @user`, pgx.StrictNamedArgs{"user": known.UserID})
		if err == nil {
			emailID, err = notify(ctx, tx, social.TOTPOffMail, known.UserID, act)
		}
		return err
	})
	return emailID, err
}

// Factor is a second factor that a user gave: a code of the secret, or a recovery
// code. The zero Factor is none.
type Factor struct {
	Step         int64        // of the code
	Secret       SealedSecret // that the code matched
	Reseal       SealedSecret // the secret as it is stored from now on
	RecoveryHash []byte
}

// ErrCode is returned if a code was used before, or is not one of the user's.
var ErrCode = errors.New("the code can't be used")

// useFactor marks the factor of a locked user as used, so that it works once. It
// returns ErrCode if that is not possible. Without a factor it returns ErrOutdated if
// the user has two-step sign-in.
func useFactor(ctx context.Context, tx pgx.Tx, user int64, f Factor) error {
	if f.Step == 0 && f.RecoveryHash == nil {
		on, err := queryOne(ctx, tx, pgx.RowTo[bool], `SELECT `+hasTOTP+` FROM users u WHERE u.id = @user`, pgx.StrictNamedArgs{"user": user})
		if err == nil && on {
			err = ErrOutdated
		}
		return err
	}
	sql := `
		UPDATE totp_secrets SET used_step = @step, key_id = @key, secret = @reseal
		WHERE user_id = @user AND confirmed_at IS NOT NULL AND secret = @secret AND used_step < @step`
	args := pgx.StrictNamedArgs{
		"user": user, "step": f.Step, "secret": f.Secret.Text, "key": f.Reseal.KeyID, "reseal": f.Reseal.Text,
	}
	if f.RecoveryHash != nil {
		sql = `DELETE FROM recovery_codes WHERE user_id = @user AND hash = @hash`
		args = pgx.StrictNamedArgs{"user": user, "hash": f.RecoveryHash}
	}
	used, err := exec(ctx, tx, sql, args)
	if err == nil && used == 0 {
		err = ErrCode
	}
	return err
}
