package notifications

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// settings returns what the caller is told of.
//
//	@ID			getNotificationSettings
//	@Summary	Read what you are told of
//	@Tags		notifications
//	@Security	Bearer
//	@Success	200	{object}	web.Answer[social.NotificationSettings]
//	@Router		/v1/notifications/settings [get]
func (s service) settings(w http.ResponseWriter, r *http.Request) error {
	settings, err := s.notifications.Settings(r.Context(), auth.Actor(r.Context()).ID)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, settings)
}

// editSettings changes what the caller is told of.
//
//	@ID				editNotificationSettings
//	@Summary		Change what you are told of
//	@Description	A kind that is off makes no notifications; those from before stay. A digest is an e-mail about unread notifications, once a day or a week, if there are any.
//	@Tags			notifications
//	@Security		Bearer
//	@Param			body		body		social.NotificationSettingsEdit	true	"At least one change"
//	@Success		200			{object}	web.Answer[social.NotificationSettings]
//	@Failure		400,413,415	{object}	web.Problem
//	@Router			/v1/notifications/settings [patch]
func (s service) editSettings(w http.ResponseWriter, r *http.Request) error {
	edit, err := web.Decode[social.NotificationSettingsEdit](w, r)
	if err != nil {
		return err
	}
	settings, err := s.notifications.Edit(r.Context(), auth.Actor(r.Context()).ID, edit)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, settings)
}
