package authentication

import (
	"log/slog"
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/token"
	"social.example/shared/web"
)

// restore undoes the deletion of an account with the token that was mailed to its
// owner.
//
//	@ID				restoreAccount
//	@Summary		Restore a deleted account
//	@Description	Takes the token in the mail about the deletion, valid for 14 days. Everything is visible again, as it was, unless an admin deactivated the account.
//	@Tags			authentication
//	@Param			body		body	social.LinkToken	true	"The token of the link"
//	@Success		204
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		404			{object}	web.Problem	"Unknown, used or expired"
//	@Router			/v1/authentication/restore [put]
func (s service) restore(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.LinkToken](w, r)
	if err != nil {
		return err
	}
	if _, err := s.gate.Attempt(w, r, ratelimit.Link(request.Token)); err != nil {
		return err
	}
	link := token.HashLink(request.Token)
	restored, err := s.users.Restore(r.Context(), link)
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "an account was restored", slog.Int64("account", restored.ID))
	s.actors.Replace(r.Context(), restored)
	s.users.Settle(r.Context(), restored.ID)
	return web.NoContent(w)
}
