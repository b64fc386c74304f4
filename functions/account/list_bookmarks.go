package account

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/store"
	"social.example/shared/web"
)

// maxPage is the maximum of the limit parameter.
const maxPage = 100

// listBookmarks returns a page of the caller's bookmarks.
//
//	@ID			listBookmarks
//	@Summary	List the posts that you bookmarked, the latest bookmark first
//	@Tags		account
//	@Security	Bearer
//	@Param		limit	query		integer	false	"How many"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The next_cursor of the page before"
//	@Success	200		{object}	web.Page[social.Post]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/account/bookmarks [get]
func (s service) listBookmarks(w http.ResponseWriter, r *http.Request) error {
	actor := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	name := fmt.Sprintf("bookmarks of %d", actor)
	page := store.Page{Limit: q.Limit(maxPage), After: q.Cursor(s.cursors, name)}
	if err := q.Err(); err != nil {
		return err
	}
	posts, err := s.reactions.Bookmarks(r.Context(), actor, page)
	if err != nil {
		return err
	}
	return web.List(w, posts.Rows, s.cursors.Seal(name, posts.Next))
}
