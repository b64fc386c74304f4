package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// signInPlaces is how many places of a user are remembered: those used last.
const signInPlaces = 100

// NotePlace records the place of a sign-in without a known device: the device's name and
// its network. If the place is new, and the user has signed in before, NotePlace queues a
// mail to the user, and returns its id if it is to be sent now, else 0. It queues at most
// social.NewDeviceMails in 24 hours.
func (s Sessions) NotePlace(ctx context.Context, started Started, act social.Act) (emailID int64, err error) {
	args := pgx.StrictNamedArgs{"user": started.User.ID, "device": started.Session.Device, "place": started.Session.Address}
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		// A place is new if both its times are those of this transaction.
		isNew, err := queryOne(ctx, tx, pgx.RowTo[bool], `
			INSERT INTO sign_in_places AS p (user_id, device, place) VALUES (@user, @device, @place)
			ON CONFLICT (user_id, device, place) DO UPDATE SET last_at = now()
			RETURNING p.first_at = p.last_at`, args)
		if err != nil || !isNew {
			return err
		}
		_, err = exec(ctx, tx, `
			DELETE FROM sign_in_places WHERE (user_id, device, place) IN (
				SELECT user_id, device, place FROM sign_in_places WHERE user_id = @user
				ORDER BY last_at DESC, device, place OFFSET @limit)`,
			pgx.StrictNamedArgs{"user": started.User.ID, "limit": signInPlaces})
		if err != nil {
			return err
		}
		wanted, err := queryOne(ctx, tx, pgx.RowTo[bool], `
			SELECT (EXISTS (SELECT FROM sign_in_places WHERE user_id = @user AND (device, place) <> (@device, @place))
					OR EXISTS (SELECT FROM sessions WHERE user_id = @user AND id <> @session))
				AND (SELECT count(*) FROM emails
					WHERE user_id = @user AND kind = '`+string(social.NewDeviceMail)+`' AND created_at > now() - interval '24 hours') < @limit`,
			pgx.StrictNamedArgs{
				"user": started.User.ID, "device": started.Session.Device, "place": started.Session.Address,
				"session": started.Session.ID, "limit": social.NewDeviceMails,
			})
		if err == nil && wanted {
			emailID, err = notify(ctx, tx, social.NewDeviceMail, started.User.ID, act)
		}
		return err
	})
	return emailID, err
}
