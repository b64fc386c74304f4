package users

import (
	"context"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

// deactivate deactivates a user: it ends their sessions, rejects their next
// request and hides them.
//
//	@ID				deactivateUser
//	@Summary		Deactivate a user
//	@Description	The user and their posts, comments and follows are hidden and not counted until the user is reactivated.
//	@Tags			users
//	@Security		Bearer
//	@Param			id	path	integer	true	"The user's id"	minimum(1)
//	@Success		204
//	@Failure		403,404	{object}	web.Problem
//	@Failure		409		{object}	web.Problem	"The last admin"
//	@Router			/v1/users/{id}/deactivate [put]
func (s service) deactivate(w http.ResponseWriter, r *http.Request) error {
	return s.setActive(w, r, s.users.Deactivate)
}

// reactivate reactivates a user, who must sign in again.
//
//	@ID				reactivateUser
//	@Summary		Reactivate a user
//	@Description	Their posts, comments and follows are visible again, as they were.
//	@Tags			users
//	@Security		Bearer
//	@Param			id	path	integer	true	"The user's id"	minimum(1)
//	@Success		204
//	@Failure		403,404	{object}	web.Problem
//	@Router			/v1/users/{id}/reactivate [put]
func (s service) reactivate(w http.ResponseWriter, r *http.Request) error {
	return s.setActive(w, r, s.users.Reactivate)
}

func (s service) setActive(
	w http.ResponseWriter, r *http.Request, set func(ctx context.Context, by, id int64) (social.Actor, error),
) error {
	actor := auth.Actor(r.Context())
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	if !actor.MayDeactivate() {
		return fault.New(fault.Forbidden, "only an admin may do this")
	}
	changed, err := set(r.Context(), actor.ID, id)
	if err != nil {
		return err
	}
	s.actors.Replace(r.Context(), changed)
	s.users.Settle(r.Context(), id)
	return web.NoContent(w)
}
