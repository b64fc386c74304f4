package account

import (
	"net/http"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/totp"
	"social.example/shared/web"
)

// beginTOTP makes a secret for the authenticator app of the signed-in user.
//
//	@ID				beginTOTP
//	@Summary		Begin two-step sign-in
//	@Description	Put the secret into an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds), then turn two-step sign-in on with confirmTOTP. Until then sign-ins need no code. Beginning again replaces the secret. Wrong passwords have the limits of a sign-in.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body		social.Confirmation	true	"Your password"
//	@Success		201			{object}	web.Answer[social.TOTPSecret]
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		409			{object}	web.Problem	"Two-step sign-in is on"
//	@Router			/v1/account/totp [post]
func (s service) beginTOTP(w http.ResponseWriter, r *http.Request) error {
	confirmation, err := web.Decode[social.Confirmation](w, r)
	if err != nil {
		return err
	}
	return s.confirm(w, r, s.gate.Attempt, "password", confirmation.Password, func(known store.Known, _ int) error {
		secret := totp.NewSecret()
		if err := s.accounts.BeginTOTP(r.Context(), known.Secret, s.secrets.Seal(known.UserID, secret)); err != nil {
			return err
		}
		return web.JSON(w, http.StatusCreated, social.TOTPSecret{Secret: secret.Text(), URI: secret.URI(known.Email)})
	})
}
