package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// Since returns the notifications of the user after the position and up to that time, one
// notification for each act, oldest first. A page leaves out those that are not shown.
func (s Notifications) Since(ctx context.Context, user int64, until *time.Time, p Page) (Rows[social.Notification], error) {
	rows, err := queryAll(ctx, s.DB, scanListed, `
		SELECT `+notificationColumns+`, acts.count = 0, false
		FROM `+notified(`
			SELECT n.* FROM notifications n
			WHERE n.user_id = @viewer AND (n.created_at, n.id) > (@at, @id) AND n.created_at <= coalesce(@until, timestamptz 'infinity')
			  AND NOT n.is_withdrawn AND NOT n.is_hidden
			ORDER BY n.created_at, n.id
			LIMIT @limit OFFSET @offset`)+`
		ORDER BY n.created_at, n.id`,
		pgx.StrictNamedArgs{
			"viewer": user, "at": p.After.At, "id": p.After.ID, "until": until, "limit": p.Limit + 1, "offset": p.Offset,
		})
	return paged(rows, p.Limit), err
}

// NotificationDelivery is a notification and its recipient.
type NotificationDelivery struct {
	Notification social.Notification
	Viewer       int64
}

// DeliverNotifications returns the notifications with from <= created_at < to, in
// order, for these viewers: one for each act. to must be a time that Horizon returned.
func (s Live) DeliverNotifications(ctx context.Context, from, to time.Time, viewers []int64) ([]NotificationDelivery, error) {
	return queryAll(ctx, s.DB, func(row pgx.CollectableRow) (d NotificationDelivery, err error) {
		d.Notification, err = scanNotification(row, &d.Viewer)
		return d, err
	}, `
		SELECT `+notificationColumns+`, n.user_id
		FROM `+notified(`
			SELECT n.* FROM notifications n
			WHERE n.created_at >= @from AND n.created_at < @to AND n.user_id = ANY (@viewers::bigint[])
			  AND NOT n.is_withdrawn AND NOT n.is_hidden`)+`
		WHERE acts.count > 0
		ORDER BY n.created_at, n.id`,
		pgx.StrictNamedArgs{"from": from, "to": to, "viewers": viewers})
}
