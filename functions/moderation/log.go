package moderation

import (
	"net/http"

	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listLog returns a page of what moderators and admins did.
//
//	@ID				listModerationLog
//	@Summary		List the actions of moderators and admins, for admins
//	@Description	Newest first. Nobody can change or delete an entry.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			limit	query		integer	false	"Maximum number of entries to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param			cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success		200		{object}	web.Page[social.LogEntry]
//	@Failure		400,403	{object}	web.Problem
//	@Router			/v1/moderation/log [get]
func (s service) listLog(w http.ResponseWriter, r *http.Request) error {
	list := pagination.List{Name: "the log of moderation", Cursors: s.cursors}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[social.LogEntry], error) {
		return s.moderation.Log(r.Context(), page)
	})
}
