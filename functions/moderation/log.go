package moderation

import (
	"net/http"

	_ "social.example/shared/social" // for the description
	"social.example/shared/store"
	"social.example/shared/web"
)

// listLog returns a page of what moderators and admins did.
//
//	@ID				listModerationLog
//	@Summary		List what moderators and admins did, for admins
//	@Description	Newest first. Nobody can change or delete an entry.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			limit	query		integer	false	"How many"	minimum(1)	maximum($maxPage)	default(${web.PageSize})
//	@Param			cursor	query		string	false	"The next_cursor of the page before"
//	@Success		200		{object}	web.Page[social.LogEntry]
//	@Failure		400,403	{object}	web.Problem
//	@Router			/v1/moderation/log [get]
func (s service) listLog(w http.ResponseWriter, r *http.Request) error {
	const name = "the log of moderation"
	q := web.ParseQuery(r)
	page := store.Page{Limit: q.Limit(maxPage), After: q.Cursor(s.cursors, name)}
	if err := q.Err(); err != nil {
		return err
	}
	entries, err := s.moderation.Log(r.Context(), page)
	if err != nil {
		return err
	}
	return web.List(w, entries.Rows, s.cursors.Seal(name, entries.Next))
}
