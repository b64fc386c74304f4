package notifications

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// list returns a page of the caller's notifications.
//
//	@ID				listNotifications
//	@Summary		List your notifications, newest first
//	@Description	All likes of one post or comment are one notification, and so are all follows of one day in UTC. It has the time and id of the newest of them, so it moves to the front as it grows. Actions that were undone, or whose actor, post or comment is gone, are not listed. A page may have fewer entries than `limit`, even none, after reading very many that are not listed. There may be more while `next_cursor` is not null.
//	@Tags			notifications
//	@Security		Bearer
//	@Param			limit	query		integer	false	"Maximum number of notifications to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param			cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Param			kinds	query		string	false	"Only these kinds, comma-separated"
//	@Success		200		{object}	web.Page[social.Notification]
//	@Failure		400		{object}	web.Problem
//	@Router			/v1/notifications [get]
func (s service) list(w http.ResponseWriter, r *http.Request) error {
	actor := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	kinds := web.Choices(q, "kinds", social.NotificationKinds(), social.NotificationKinds()...)
	list := pagination.List{Name: fmt.Sprintf("notifications of %d, kinds %q", actor, kinds), Cursors: s.cursors}
	return pagination.Serve(w, q, list, func(page store.Page) (store.Rows[social.Notification], error) {
		return s.notifications.List(r.Context(), actor, kinds, page)
	})
}
