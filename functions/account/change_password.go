package account

import (
	"log/slog"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// changePassword replaces the password of the user who knows the current one.
//
//	@ID				changePassword
//	@Summary		Change your password
//	@Description	Ends all other sessions, and notifies you by mail. Wrong passwords have the limits of a sign-in.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body	social.PasswordChange	true	"The current and the new password"
//	@Success		204
//	@Failure		400,401,413,415	{object}	web.Problem
//	@Router			/v1/account/password [put]
func (s service) changePassword(w http.ResponseWriter, r *http.Request) error {
	change, err := web.Decode[social.PasswordChange](w, r)
	if err != nil {
		return err
	}
	return s.confirm(w, r, s.gate.Attempt, "current_password", change.CurrentPassword, func(known store.Known, tries int) error {
		if rule := social.PasswordFor(change.Password, known.Username, known.Email); rule != "" {
			return fault.InvalidFields(map[string]string{"password": rule})
		}
		hash, err := s.passwords.Hash(r.Context(), change.Password, tries)
		if err != nil {
			return err
		}
		changed, emailID, err := s.accounts.ChangePassword(
			r.Context(), known.Secret, hash, auth.SessionID(r.Context()), s.gate.Act(r))
		if err != nil {
			return err
		}
		slog.InfoContext(r.Context(), "a password was changed", slog.Int64("account", changed.ID))
		s.actors.Replace(r.Context(), changed)
		s.emails.Announce(r.Context(), emailID)
		return web.NoContent(w)
	})
}
