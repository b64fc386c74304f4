package account

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// removeTOTP turns two-step sign-in off for a user who knows the password and a code.
//
//	@ID				removeTOTP
//	@Summary		Turn off two-step sign-in
//	@Description	The code may be a recovery code. Deletes the secret and all recovery codes, and notifies you by mail. Wrong passwords have the limits of a sign-in; wrong codes are limited to 50 a day.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body	social.TOTPRemoval	true	"Your password, and a code"
//	@Success		204
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		409			{object}	web.Problem	"Two-step sign-in is off"
//	@Router			/v1/account/totp/removal [post]
func (s service) removeTOTP(w http.ResponseWriter, r *http.Request) error {
	removal, err := web.Decode[social.TOTPRemoval](w, r)
	if err != nil {
		return err
	}
	return s.confirm(w, r, s.gate.Attempt, "password", removal.Password, func(known store.Known, _ int) error {
		if !known.TOTP.IsOn {
			return fault.New(fault.Conflict, "two-step sign-in is off")
		}
		emailID, err := s.turnTOTPOff(w, r, known.Secret, removal.Code)
		if err != nil {
			return err
		}
		slog.InfoContext(r.Context(), "two-step sign-in was turned off", slog.Int64("account", known.UserID))
		s.emails.Announce(r.Context(), emailID)
		return web.NoContent(w)
	})
}

// turnTOTPOff counts and checks the code, and turns two-step sign-in off. A right code does
// not count.
func (s service) turnTOTPOff(w http.ResponseWriter, r *http.Request, known store.Secret, code string) (emailID int64, err error) {
	right, err := s.gate.AttemptCode(w, r, ratelimit.User(known.UserID))
	if err != nil {
		return 0, err
	}
	factor, ok, err := s.secrets.Check(known.UserID, known.TOTP, code, time.Now())
	if err == nil && !ok {
		err = wrong("code")
	}
	if err != nil {
		return 0, err
	}
	emailID, err = s.accounts.TurnTOTPOff(r.Context(), known, factor, s.gate.Act(r))
	switch {
	case errors.Is(err, store.ErrCode):
		return 0, wrong("code")
	case err == nil || errors.Is(err, store.ErrOutdated):
		right()
	}
	return emailID, err
}
