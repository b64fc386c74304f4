package account

import (
	"context"
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/cursor"
	"social.example/shared/pagination"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listBookmarks returns a page of the caller's bookmarks.
//
//	@ID			listBookmarks
//	@Summary	List your bookmarked posts, most recently bookmarked first
//	@Tags		account
//	@Security	Bearer
//	@Param		limit	query		integer	false	"Maximum number of posts to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.Post]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/account/bookmarks [get]
func (s service) listBookmarks(w http.ResponseWriter, r *http.Request) error {
	return serveOwn(w, r, s.cursors, "bookmarks", s.reactions.Bookmarks)
}

// serveOwn serves a list that belongs to the caller.
func serveOwn[T any](
	w http.ResponseWriter, r *http.Request, cursors cursor.Sealer, name string,
	load func(ctx context.Context, user int64, p store.Page) (store.Rows[T], error),
) error {
	actor := auth.Actor(r.Context()).ID
	list := pagination.List{Name: fmt.Sprintf("%s of %d", name, actor), Cursors: cursors}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[T], error) {
		return load(r.Context(), actor, page)
	})
}
