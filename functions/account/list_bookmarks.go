package account

import (
	"context"
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/cursor"
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
	return listOwn(w, r, s.cursors, "bookmarks", s.reactions.Bookmarks)
}

// listOwn answers with a page of a list that belongs to the caller.
func listOwn[T any](
	w http.ResponseWriter, r *http.Request, cursors cursor.Sealer, name string,
	list func(ctx context.Context, user int64, p store.Page) (store.Rows[T], error),
) error {
	actor := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	name = fmt.Sprintf("%s of %d", name, actor)
	page := store.Page{Limit: q.Limit(maxPage), After: q.Cursor(cursors, name)}
	if err := q.Err(); err != nil {
		return err
	}
	rows, err := list(r.Context(), actor, page)
	if err != nil {
		return err
	}
	return web.List(w, rows.Rows, cursors.Seal(name, rows.Next))
}
