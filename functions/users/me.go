package users

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/web"
)

// me returns the signed-in user's own account.
//
//	@ID			getMe
//	@Summary	Read your own account
//	@Tags		users
//	@Security	Bearer
//	@Success	200	{object}	web.Answer[social.Me]
//	@Router		/v1/users/me [get]
func (s service) me(w http.ResponseWriter, r *http.Request) error {
	me, err := s.users.Me(r.Context(), auth.Actor(r.Context()).ID)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, me)
}
