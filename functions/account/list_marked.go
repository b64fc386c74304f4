package account

import (
	"context"
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listBlocks returns a page of the users whom the caller blocked.
//
//	@ID			listBlocks
//	@Summary	List the users whom you blocked, the latest block first
//	@Tags		account
//	@Security	Bearer
//	@Param		limit	query		integer	false	"How many"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The next_cursor of the page before"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/account/blocks [get]
func (s service) listBlocks(w http.ResponseWriter, r *http.Request) error {
	return s.listUsers(w, r, "blocks", s.blocks.List)
}

// listMutes returns a page of the users whom the caller muted.
//
//	@ID			listMutes
//	@Summary	List the users whom you muted, the latest mute first
//	@Tags		account
//	@Security	Bearer
//	@Param		limit	query		integer	false	"How many"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The next_cursor of the page before"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/account/mutes [get]
func (s service) listMutes(w http.ResponseWriter, r *http.Request) error {
	return s.listUsers(w, r, "mutes", s.mutes.List)
}

// listUsers answers with a page of a list of users that belongs to the caller.
func (s service) listUsers(
	w http.ResponseWriter, r *http.Request, name string,
	list func(ctx context.Context, user int64, p store.Page) (store.Rows[social.User], error),
) error {
	actor := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	name = fmt.Sprintf("%s of %d", name, actor)
	page := store.Page{Limit: q.Limit(maxPage), After: q.Cursor(s.cursors, name)}
	if err := q.Err(); err != nil {
		return err
	}
	users, err := list(r.Context(), actor, page)
	if err != nil {
		return err
	}
	return web.List(w, users.Rows, s.cursors.Seal(name, users.Next))
}
