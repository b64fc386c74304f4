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

// maxPage is the maximum of the limit parameter of all lists of this function.
const maxPage = 50

// list returns a page of all users except the signed-in one.
//
//	@ID			listUsers
//	@Summary	List or search the other users
//	@Tags		users
//	@Security	Bearer
//	@Param		limit	query		integer	false	"Maximum number of users to return"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Param		offset	query		integer	false	"Number of users to skip; not together with `cursor`"	minimum(0)	maximum(${web.MaxOffset})	default(0)
//	@Param		search	query		string	false	"A name or a part of one; the most similar come first. One or two characters, or a part that very many names contain, find only names that begin with it"	maxlength(${web.SearchLength})
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/users [get]
func (s service) list(w http.ResponseWriter, r *http.Request) error {
	viewer := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	search := q.Search()
	name := fmt.Sprintf("users but %d like %q", viewer, search)
	list := pagination.List{Name: name, Cursors: s.cursors, MaxLimit: maxPage, Offset: q.Offset()}
	return pagination.Serve(w, q, list, func(page store.Page) (store.Rows[social.User], error) {
		if search == "" {
			return s.users.List(r.Context(), viewer, page)
		}
		return s.users.Search(r.Context(), viewer, search, page)
	})
}
