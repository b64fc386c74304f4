package authentication

import (
	"log/slog"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/token"
	"social.example/shared/web"
)

// reset gives an account a new password with the token of a reset link. A token that
// does not work costs no hash.
//
//	@ID				resetPassword
//	@Summary		Choose a new password with a reset link
//	@Description	Ends all sessions, invalidates older links, and notifies the owner by mail.
//	@Tags			authentication
//	@Param			body		body	social.PasswordReset	true	"The token of the link, and the new password"
//	@Success		204
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		404			{object}	web.Problem	"Unknown, used or expired"
//	@Router			/v1/authentication/password [put]
func (s service) reset(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.PasswordReset](w, r)
	if err != nil {
		return err
	}
	tries, err := s.gate.Attempt(w, r, ratelimit.Link(request.Token))
	if err != nil {
		return err
	}
	link := token.HashLink(request.Token)
	owner, err := s.accounts.ResetOwner(r.Context(), link)
	if err != nil {
		return err
	}
	if rule := social.PasswordFor(request.Password, owner.Username, owner.Email); rule != "" {
		return fault.InvalidFields(map[string]string{"password": rule})
	}
	hash, err := s.passwords.Hash(r.Context(), request.Password, tries)
	if err != nil {
		return err
	}
	changed, emailID, err := s.accounts.Reset(r.Context(), link, hash, s.gate.Act(r))
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "a password was reset", slog.Int64("account", changed.ID))
	s.actors.Replace(r.Context(), changed)
	s.emails.Announce(r.Context(), emailID)
	return web.NoContent(w)
}
