package users

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/web"
)

// get returns a user.
//
//	@ID				getUser
//	@Summary		Read a user
//	@Description	Your own id returns your account, as /v1/users/me does.
//	@Tags			users
//	@Security		Bearer
//	@Param			id	path		integer	true	"The user's id"	minimum(1)
//	@Success		200	{object}	web.Answer[social.User]
//	@Failure		404	{object}	web.Problem
//	@x-alternatives	{"200": "MeAnswer"}
//	@Router			/v1/users/{id} [get]
func (s service) get(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	viewer := auth.Actor(r.Context()).ID
	if id == viewer {
		return s.me(w, r)
	}
	user, err := s.users.Get(r.Context(), id, viewer)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, user)
}
