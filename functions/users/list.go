package users

import (
	"fmt"
	"net/http"
	"strings"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// list returns a page of all users except the signed-in one.
//
//	@ID			listUsers
//	@Summary	List or search the other users
//	@Tags		users
//	@Security	Bearer
//	@Param		limit	query		integer	false	"How many"	minimum(1)	maximum(50)	default(20)
//	@Param		cursor	query		string	false	"The next_cursor of the page before"
//	@Param		offset	query		integer	false	"How many to leave out; not together with cursor"		minimum(0)	maximum(1000)	default(0)
//	@Param		search	query		string	false	"A name or a part of one; the most similar come first. One or two characters, and what very many names contain, find names that begin with it"	maxlength(100)
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/users [get]
func (s service) list(w http.ResponseWriter, r *http.Request) error {
	viewer := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	search := strings.TrimSpace(q.Text("search", 100))
	name := fmt.Sprintf("users but %d like %q", viewer, search)
	page := pageOf(q)
	page.After = q.Cursor(s.cursors, name)
	page.Offset = q.Int("offset", 0, 0, 1000)
	if q.Has("cursor") && q.Has("offset") {
		q.Refuse("offset", "must not come together with cursor")
	}
	if err := q.Err(); err != nil {
		return err
	}
	var users store.Rows[social.User]
	var err error
	if search == "" {
		users, err = s.users.List(r.Context(), viewer, page)
	} else {
		users, err = s.users.Search(r.Context(), viewer, search, page)
	}
	if err != nil {
		return err
	}
	return web.List(w, users.Rows, s.cursors.Seal(name, users.Next))
}

// pageOf reads the limit parameter, which is the same for all lists of this
// function.
func pageOf(q *web.Query) store.Page { return store.Page{Limit: q.Int("limit", 20, 1, 50)} }
