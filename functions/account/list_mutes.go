package account

import (
	"net/http"

	_ "social.example/shared/social" // for the description
	_ "social.example/shared/web"
)

// listMutes returns a page of the users that the caller muted.
//
//	@ID			listMutes
//	@Summary	List the users you muted, most recently muted first
//	@Tags		account
//	@Security	Bearer
//	@Param		limit	query		integer	false	"Maximum number of users to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/account/mutes [get]
func (s service) listMutes(w http.ResponseWriter, r *http.Request) error {
	return serveOwn(w, r, s.cursors, "mutes", s.mutes.List)
}
