package users

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

// assignRole changes a user's role. The change applies from their next request.
//
//	@ID			assignRole
//	@Summary	Change a user's role
//	@Tags		users
//	@Security	Bearer
//	@Param		id		path	integer				true	"The user's id"	minimum(1)
//	@Param		body	body	social.RoleChange	true	"The new role"
//	@Success	204
//	@Failure	400,403,404,409,413,415	{object}	web.Problem
//	@Router		/v1/users/{id}/role [put]
func (s service) assignRole(w http.ResponseWriter, r *http.Request) error {
	actor := auth.Actor(r.Context())
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	if !actor.MayAssignRoles() {
		return fault.New(fault.Forbidden, "only an admin may change a role")
	}
	change, err := web.Decode[social.RoleChange](w, r)
	if err != nil {
		return err
	}
	changed, err := s.users.Assign(r.Context(), actor.ID, id, change.Level())
	if err != nil {
		return err
	}
	s.actors.Replace(r.Context(), changed)
	return web.NoContent(w)
}
