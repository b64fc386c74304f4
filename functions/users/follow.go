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
	return change(w, r, s.follows.Add)
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
	return change(w, r, s.follows.Remove)
}

func change(w http.ResponseWriter, r *http.Request, apply func(ctx context.Context, follower, followee int64) error) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	actor := auth.Actor(r.Context()).ID
	if id == actor {
		return fault.New(fault.Invalid, "you cannot follow yourself")
	}
	if err := apply(r.Context(), actor, id); err != nil {
		return err
	}
	return web.NoContent(w)
}
