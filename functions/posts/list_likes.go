package posts

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listLikes returns a page of the users who like a post.
//
//	@ID			listLikes
//	@Summary	List the users who like a post, most recent like first
//	@Tags		posts
//	@Security	Bearer
//	@Param		id		path		integer	true	"The post's id"	minimum(1)
//	@Param		limit	query		integer	false	"Maximum number of users to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/posts/{id}/likes [get]
func (s service) listLikes(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	list := pagination.List{Name: fmt.Sprintf("likes of %d", id), Cursors: s.cursors}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[social.User], error) {
		return s.reactions.Likers(r.Context(), id, auth.Actor(r.Context()).ID, page)
	})
}
