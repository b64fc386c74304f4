package users

import (
	"context"
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// followers returns a page of a user's followers.
//
//	@ID			listFollowers
//	@Summary	List a user's followers, newest first
//	@Tags		users
//	@Security	Bearer
//	@Param		id		path		integer	true	"The user's id"	minimum(1)
//	@Param		limit	query		integer	false	"Maximum number of users to return"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/users/{id}/followers [get]
func (s service) followers(w http.ResponseWriter, r *http.Request) error {
	return s.related(w, r, "followers", s.follows.Followers)
}

// following returns a page of the users that a user follows.
//
//	@ID			listFollowing
//	@Summary	List the users that a user follows, most recently followed first
//	@Tags		users
//	@Security	Bearer
//	@Param		id		path		integer	true	"The user's id"	minimum(1)
//	@Param		limit	query		integer	false	"Maximum number of users to return"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/users/{id}/following [get]
func (s service) following(w http.ResponseWriter, r *http.Request) error {
	return s.related(w, r, "following", s.follows.Following)
}

type relation func(ctx context.Context, id, viewer int64, p store.Page) (store.Rows[social.User], error)

func (s service) related(w http.ResponseWriter, r *http.Request, relationName string, load relation) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	list := pagination.List{Name: fmt.Sprintf("%s of %d", relationName, id), Cursors: s.cursors, MaxLimit: maxPage}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[social.User], error) {
		return load(r.Context(), id, auth.Actor(r.Context()).ID, page)
	})
}
