package authentication

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/web"
)

// signOut ends the session of the request's token. A token from before there were
// sessions can't be ended on its own.
//
//	@ID				endSession
//	@Summary		Sign out
//	@Description	Ends this session: its tokens are refused from the next request on. Your other sessions continue.
//	@Tags			authentication
//	@Security		Bearer
//	@Success		204
//	@Failure		409	{object}	web.Problem	"The token is older than sessions and has none"
//	@Router			/v1/authentication/session [delete]
func (s service) signOut(w http.ResponseWriter, r *http.Request) error {
	session := auth.SessionID(r.Context())
	if session == 0 {
		return fault.New(fault.Conflict, "this token has no session of its own: sign out everywhere instead")
	}
	changed, err := s.sessions.End(r.Context(), auth.Actor(r.Context()).ID, session)
	if err != nil && fault.KindOf(err) != fault.NotFound { // then another request has ended it
		return err
	}
	s.actors.Replace(r.Context(), changed)
	return web.NoContent(w)
}
