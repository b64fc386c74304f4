package account

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/web"
)

// listSessions returns the caller's sessions. A user has a bounded number of them,
// so there is one page.
//
//	@ID				listSessions
//	@Summary		List your sessions
//	@Description	Where you are signed in: this session first, then the most recently used. There are no more pages: a user has at most 100 sessions with a refresh token and 400 without.
//	@Tags			account
//	@Security		Bearer
//	@Success		200	{object}	web.Page[social.Session]
//	@Router			/v1/account/sessions [get]
func (s service) listSessions(w http.ResponseWriter, r *http.Request) error {
	sessions, err := s.sessions.List(r.Context(), auth.Actor(r.Context()).ID, auth.SessionID(r.Context()))
	if err != nil {
		return err
	}
	return web.List(w, sessions, "")
}

// endSession ends one of the caller's sessions, which may be the current one.
//
//	@ID			endSessionByID
//	@Summary	End one of your sessions
//	@Tags		account
//	@Security	Bearer
//	@Param		id	path	integer	true	"The session's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/account/sessions/{id} [delete]
func (s service) endSession(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	changed, err := s.sessions.End(r.Context(), auth.Actor(r.Context()).ID, id)
	if err == nil || fault.KindOf(err) == fault.NotFound { // another request may have ended it
		s.actors.Replace(r.Context(), changed)
	}
	if err != nil {
		return err
	}
	return web.NoContent(w)
}

// endOtherSessions ends all of the caller's sessions but the current one.
//
//	@ID			endOtherSessions
//	@Summary	End all your other sessions
//	@Tags		account
//	@Security	Bearer
//	@Success	204
//	@Router		/v1/account/sessions [delete]
func (s service) endOtherSessions(w http.ResponseWriter, r *http.Request) error {
	changed, err := s.sessions.EndOthers(r.Context(), auth.Actor(r.Context()).ID, auth.SessionID(r.Context()))
	if err != nil {
		return err
	}
	s.actors.Replace(r.Context(), changed)
	return web.NoContent(w)
}
