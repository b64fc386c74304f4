package posts

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listLikes returns a page of the users who like a post.
//
//	@ID			listLikes
//	@Summary	List the users who like a post, the latest first
//	@Tags		posts
//	@Security	Bearer
//	@Param		id		path		integer	true	"The post's id"	minimum(1)
//	@Param		limit	query		integer	false	"How many"		minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The next_cursor of the page before"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/posts/{id}/likes [get]
func (s service) listLikes(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	q := web.ParseQuery(r)
	name := fmt.Sprintf("likes of %d", id)
	page := store.Page{Limit: q.Limit(maxPage), After: q.Cursor(s.cursors, name)}
	if err := q.Err(); err != nil {
		return err
	}
	users, err := s.reactions.Likers(r.Context(), id, auth.Actor(r.Context()).ID, page)
	if err != nil {
		return err
	}
	return web.List(w, users.Rows, s.cursors.Seal(name, users.Next))
}
