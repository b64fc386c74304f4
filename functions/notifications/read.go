package notifications

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// unread returns how many notifications the caller has not read.
//
//	@ID				countUnreadNotifications
//	@Summary		Count your unread notifications
//	@Description	The number of unread entries in listNotifications, up to 100.
//	@Tags			notifications
//	@Security		Bearer
//	@Success		200	{object}	web.Answer[social.Unread]
//	@Router			/v1/notifications/unread [get]
func (s service) unread(w http.ResponseWriter, r *http.Request) error {
	unread, err := s.notifications.Unread(r.Context(), auth.Actor(r.Context()).ID)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, unread)
}

// markRead marks the caller's notifications up to one of them as read.
//
//	@ID				markNotificationsRead
//	@Summary		Mark your notifications as read
//	@Description	Marks the notification with the id and all older ones as read. Read notifications stay read.
//	@Tags			notifications
//	@Security		Bearer
//	@Param			body		body	social.ReadThrough	true	"The newest notification that was read"
//	@Success		204
//	@Failure		400,413,415	{object}	web.Problem
//	@Router			/v1/notifications/read [put]
func (s service) markRead(w http.ResponseWriter, r *http.Request) error {
	read, err := web.Decode[social.ReadThrough](w, r)
	if err != nil {
		return err
	}
	if err := s.notifications.MarkRead(r.Context(), auth.Actor(r.Context()).ID, read.Through); err != nil {
		return err
	}
	return web.NoContent(w)
}
