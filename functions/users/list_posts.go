package users

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listPosts returns a page of a user's posts.
//
//	@ID			listUserPosts
//	@Summary	List a user's posts, newest first
//	@Tags		users
//	@Security	Bearer
//	@Param		id		path		integer	true	"The user's id"	minimum(1)
//	@Param		limit	query		integer	false	"Maximum number of posts to return"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.Post]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/users/{id}/posts [get]
func (s service) listPosts(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	list := pagination.List{Name: fmt.Sprintf("posts of %d", id), Cursors: s.cursors, MaxLimit: maxPage}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[social.Post], error) {
		return s.posts.ListByAuthor(r.Context(), id, auth.Actor(r.Context()).ID, page)
	})
}
