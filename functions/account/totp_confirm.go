package account

import (
	"log/slog"
	"net/http"
	"time"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/totp"
	"social.example/shared/web"
)

// confirmTOTP turns two-step sign-in on for a user whose app shows the right code.
//
//	@ID				confirmTOTP
//	@Summary		Turn on two-step sign-in
//	@Description	Takes the code that the authenticator app shows. Each of the 10 recovery codes works once instead of such a code. They are not shown again. You are notified by mail. Wrong codes are limited as passwords are.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body		social.TOTPCode	true	"The code that the app shows"
//	@Success		200			{object}	web.Answer[social.RecoveryCodes]
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		409			{object}	web.Problem	"Two-step sign-in is on, or was not begun"
//	@Router			/v1/account/totp [put]
func (s service) confirmTOTP(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.TOTPCode](w, r)
	if err != nil {
		return err
	}
	id := auth.Actor(r.Context()).ID
	if _, err := s.gate.Attempt(w, r, ratelimit.User(id)); err != nil {
		return err
	}
	known, err := s.accounts.Known(r.Context(), id)
	switch {
	case err != nil:
		return err
	case known.TOTP.IsOn:
		return fault.New(fault.Conflict, "two-step sign-in is already on")
	case known.TOTP.Secret.KeyID == "":
		return fault.New(fault.Conflict, "two-step sign-in was not begun")
	}
	first, ok, err := s.secrets.Check(id, known.TOTP, request.Code, time.Now())
	if err != nil {
		return err
	}
	if !ok || first.RecoveryHash != nil {
		return wrong("code")
	}
	codes, hashes := totp.NewRecoveryCodes()
	emailID, err := s.accounts.TurnTOTPOn(r.Context(), id, first, hashes, s.gate.Act(r))
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "two-step sign-in was turned on", slog.Int64("account", id))
	s.emails.Announce(r.Context(), emailID)
	return web.JSON(w, http.StatusOK, social.RecoveryCodes{RecoveryCodes: codes})
}
