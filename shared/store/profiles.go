package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Edit applies the edit to an active user's own account, and returns the account
// and its actor. It returns a Conflict fault if the username is taken or reserved, looks
// like the name of a moderator or an admin, or changed less than social.RenamePeriod ago.
func (s Users) Edit(ctx context.Context, id int64, edit social.ProfileEdit) (me social.Me, changed social.Actor, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		name, err := rename(ctx, tx, id, edit.Username)
		if err != nil {
			return err
		}
		changed, err = actor(ctx, tx, `
			UPDATE users u
			SET username            = @username::citext,
			    username_changed_at = CASE WHEN @renamed THEN now() ELSE u.username_changed_at END,
			    display_name        = CASE WHEN @names THEN nullif(@display_name, '') ELSE u.display_name END,
			    bio                 = CASE WHEN @describes THEN nullif(@bio, '') ELSE u.bio END,
			    location            = CASE WHEN @locates THEN nullif(@location, '') ELSE u.location END,
			    website             = CASE WHEN @links THEN nullif(@website, '') ELSE u.website END
			WHERE u.id = @id
			RETURNING `+actorColumns,
			pgx.StrictNamedArgs{
				"id": id, "username": name.now, "renamed": name.now != name.before,
				"names": edit.DisplayName.Given, "display_name": edit.DisplayName.Text,
				"describes": edit.Bio.Given, "bio": edit.Bio.Text,
				"locates": edit.Location.Given, "location": edit.Location.Text,
				"links": edit.Website.Given, "website": edit.Website.Text,
			})
		if err != nil {
			return err
		}
		me, err = readMe(ctx, tx, id)
		return err
	})
	if postgres.Violates(err, "users_username_key") {
		err = errUsernameTaken
	}
	return me, changed, err
}

// usernames are the names of an account before and after an edit.
type usernames struct{ before, now string }

// rename locks the account, checks whether it may take the wanted name (nil: none),
// and reserves the former one. It locks the row as a change of a key does, so that
// the lock need not be raised later.
func rename(ctx context.Context, tx pgx.Tx, id int64, wanted *string) (usernames, error) {
	var names usernames
	free, err := queryOne(ctx, tx, func(row pgx.CollectableRow) (free *time.Time, err error) {
		return free, row.Scan(&names.before, &free)
	}, `
		SELECT u.username::text, CASE WHEN u.username_changed_at > now() - @period::interval THEN u.username_changed_at + @period::interval END
		FROM users u WHERE u.id = @id AND u.is_active FOR UPDATE`,
		pgx.StrictNamedArgs{"id": id, "period": social.RenamePeriod})
	if errors.Is(err, pgx.ErrNoRows) {
		return names, fault.NotSignedIn // deactivated or deleted since the request began
	}
	names.now = names.before
	if err != nil || wanted == nil || *wanted == names.before {
		return names, err
	}
	names.now = *wanted
	switch {
	case free != nil:
		day := free.UTC().Format(time.DateOnly)
		conflict := usernameConflict("the username was changed less than 30 days ago and can change again on "+day, "can change again on "+day)
		conflict.RetryAfter = time.Until(*free)
		return names, conflict
	case strings.EqualFold(*wanted, names.before): // the same name in another case is always allowed
	case social.Reserved(*wanted):
		return names, errUsernameTaken
	default:
		if err := refuseLookAlike(ctx, tx, *wanted, id, errUsernameTaken); err != nil {
			return names, err
		}
	}
	if err := freeName(ctx, tx, *wanted); err != nil {
		return names, err
	}
	_, err = exec(ctx, tx, `
		WITH taken_back AS (
			DELETE FROM former_usernames WHERE username = @now::citext AND user_id = @id
		)
		INSERT INTO former_usernames (username, user_id, until)
		SELECT @before::citext, @id, now() + @period::interval WHERE @before::citext <> @now::citext
		ON CONFLICT (username) DO UPDATE SET user_id = excluded.user_id, until = excluded.until`,
		pgx.StrictNamedArgs{"id": id, "before": names.before, "now": names.now, "period": social.RenamePeriod})
	return names, err
}

// errUsernameTaken is the same for names that are taken, reserved or look like the name
// of a moderator or an admin, so it does not reveal who they are.
var errUsernameTaken = usernameConflict("this username is taken", "is taken")

func usernameConflict(detail, rule string) *fault.Fault {
	conflict := fault.New(fault.Conflict, "%s", detail)
	conflict.Fields = map[string]string{"username": rule}
	return conflict
}
