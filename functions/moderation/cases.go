package moderation

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listCases returns a page of the open or the closed cases.
//
//	@ID				listReports
//	@Summary		List the reports, for moderators
//	@Description	All reports of one subject form a case, which has the id of the first report. Open cases are sorted by number of reports, then oldest first; closed cases by newest resolution. Cases about you are left out.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			status	query		string	false	"Which cases to list"	Enums(open, closed)	default(open)
//	@Param			limit	query		integer	false	"Maximum number of cases to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param			cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success		200		{object}	web.Page[social.Case]
//	@Failure		400,403	{object}	web.Problem
//	@Router			/v1/moderation/reports [get]
func (s service) listCases(w http.ResponseWriter, r *http.Request) error {
	q := web.ParseQuery(r)
	status := q.Choice("status", "open", "closed")
	list := pagination.List{Name: "cases that are " + status, Cursors: s.cursors}
	return pagination.Serve(w, q, list, func(page store.Page) (store.Rows[social.Case], error) {
		return s.moderation.List(r.Context(), auth.Actor(r.Context()).ID, status == "open", page)
	})
}

// getCase returns a case with its reports and the history of its author.
//
//	@ID				getReport
//	@Summary		Read a case, for moderators
//	@Description	The id may be that of any report in the case. A case about you is not found.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			id		path		integer	true	"The report's id"	minimum(1)
//	@Success		200		{object}	web.Answer[social.CaseDetail]
//	@Failure		403,404	{object}	web.Problem
//	@Router			/v1/moderation/reports/{id} [get]
func (s service) getCase(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	detail, err := s.moderation.Get(r.Context(), auth.Actor(r.Context()).ID, id)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, detail)
}
