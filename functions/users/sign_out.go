package users

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/web"
)

// signOut ends all sessions of a user, including the caller's own: tokens issued
// before are rejected.
//
//	@ID			signOutUser
//	@Summary	Sign a user out everywhere
//	@Tags		users
//	@Security	Bearer
//	@Param		id	path	integer	true	"Your own id; for an admin, any user's"	minimum(1)
//	@Success	204
//	@Failure	403,404	{object}	web.Problem
//	@Router		/v1/users/{id}/sign-out [put]
func (s service) signOut(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	if !auth.Actor(r.Context()).MaySignOut(id) {
		return fault.New(fault.Forbidden, "only an admin may sign others out")
	}
	changed, err := s.users.SignOut(r.Context(), id)
	if err != nil {
		return err
	}
	s.actors.Replace(r.Context(), changed)
	return web.NoContent(w)
}
