package notifications

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// settings returns the caller's notification settings.
//
//	@ID			getNotificationSettings
//	@Summary	Read your notification settings
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

// editSettings changes the caller's notification settings.
//
//	@ID				editNotificationSettings
//	@Summary		Change your notification settings
//	@Description	A kind that is turned off creates no new notifications; earlier ones stay. A digest is a daily or weekly e-mail about unread notifications, sent only if there are any.
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
