package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Settings returns the user's settings.
func (s Notifications) Settings(ctx context.Context, user int64) (social.NotificationSettings, error) {
	return readSettings(ctx, s.DB, user)
}

func readSettings(ctx context.Context, db querier, user int64) (social.NotificationSettings, error) {
	settings, err := queryOne(ctx, db, scanSettings, `
		SELECT muted, digest FROM notification_settings WHERE user_id = @user`, pgx.StrictNamedArgs{"user": user})
	if errors.Is(err, pgx.ErrNoRows) {
		return social.NewNotificationSettings(nil, social.NoDigest), nil
	}
	return settings, err
}

func scanSettings(row pgx.CollectableRow) (social.NotificationSettings, error) {
	var muted []social.NotificationKind
	var digest social.Digest
	err := row.Scan(&muted, &digest)
	return social.NewNotificationSettings(muted, digest), err
}

// Edit applies the edit to the user's settings and returns them. The first digest
// comes a period after it was turned on.
func (s Notifications) Edit(ctx context.Context, user int64, edit social.NotificationSettingsEdit) (social.NotificationSettings, error) {
	on, off := []string{}, []string{}
	for kind, value := range edit.Switches() {
		switch {
		case value == nil:
		case *value == social.On:
			on = append(on, string(kind))
		default:
			off = append(off, string(kind))
		}
	}
	var period time.Duration
	if edit.Digest != nil {
		period = edit.Digest.Period()
	}
	settings, err := queryOne(ctx, s.DB, scanSettings, `
		INSERT INTO notification_settings AS s (user_id, muted, digest, digest_at)
		VALUES (@user, @off::text[], coalesce(@digest, 'off'), now() + nullif(@period::interval, interval '0'))
		ON CONFLICT (user_id) DO UPDATE SET
			muted     = ARRAY(SELECT unnest(s.muted) EXCEPT SELECT unnest(@on::text[]) UNION SELECT unnest(@off::text[]) ORDER BY 1),
			digest    = coalesce(@digest, s.digest),
			digest_at = CASE WHEN coalesce(@digest, s.digest) = s.digest THEN s.digest_at ELSE excluded.digest_at END
		RETURNING muted, digest`,
		pgx.StrictNamedArgs{"user": user, "on": on, "off": off, "digest": edit.Digest, "period": period})
	if postgres.Violates(err, "notification_settings_user_id_fkey") {
		return settings, fault.NotSignedIn // deleted since the request began
	}
	return settings, err
}
