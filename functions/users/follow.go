package users

import (
	"context"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/web"
)

// follow makes the signed-in user follow another.
//
//	@ID			followUser
//	@Summary	Follow a user
//	@Tags		users
//	@Security	Bearer
//	@Param		id	path	integer	true	"The user's id"	minimum(1)
//	@Success	204
//	@Failure	400,404	{object}	web.Problem
//	@Failure	409		{object}	web.Problem	"You follow 10,000 users already"
//	@Router		/v1/users/{id}/follow [put]
func (s service) follow(w http.ResponseWriter, r *http.Request) error {
	id, err := other(r, "follow")
	if err != nil {
		return err
	}
	notified, err := s.follows.Add(r.Context(), auth.Actor(r.Context()).ID, id)
	if err != nil {
		return err
	}
	s.announcer.Notifications(r.Context(), notified)
	return web.NoContent(w)
}

// unfollow makes the signed-in user stop following another.
//
//	@ID			unfollowUser
//	@Summary	Unfollow a user
//	@Tags		users
//	@Security	Bearer
//	@Param		id	path	integer	true	"The user's id"	minimum(1)
//	@Success	204
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/users/{id}/unfollow [put]
func (s service) unfollow(w http.ResponseWriter, r *http.Request) error {
	return toOther(w, r, "unfollow", s.follows.Remove)
}

// toOther lets the signed-in user act on the user in the path. name is the name of the
// act in the error of users who act on themselves.
func toOther(w http.ResponseWriter, r *http.Request, name string, act func(ctx context.Context, user, other int64) error) error {
	id, err := other(r, name)
	if err != nil {
		return err
	}
	if err := act(r.Context(), auth.Actor(r.Context()).ID, id); err != nil {
		return err
	}
	return web.NoContent(w)
}

// other returns the id in the path. If that is the signed-in user's own, it returns an
// Invalid fault that names the act.
func other(r *http.Request, act string) (int64, error) {
	id, err := web.ID(r, "id")
	if err == nil && id == auth.Actor(r.Context()).ID {
		err = fault.New(fault.Invalid, "you cannot %s yourself", act)
	}
	return id, err
}
