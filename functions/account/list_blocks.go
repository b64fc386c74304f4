package account

import (
	"net/http"

	_ "social.example/shared/social" // for the description
	_ "social.example/shared/web"
)

// listBlocks returns a page of the users that the caller blocked.
//
//	@ID			listBlocks
//	@Summary	List the users you blocked, most recently blocked first
//	@Tags		account
//	@Security	Bearer
//	@Param		limit	query		integer	false	"Maximum number of users to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.User]
//	@Failure	400		{object}	web.Problem
//	@Router		/v1/account/blocks [get]
func (s service) listBlocks(w http.ResponseWriter, r *http.Request) error {
	return serveOwn(w, r, s.cursors, "blocks", s.blocks.List)
}
