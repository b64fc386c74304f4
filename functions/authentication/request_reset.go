package authentication

import (
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/web"
)

// requestReset mails a link to choose a new password. Neither the response nor its
// time reveals whether the address has an account: a mail is stored and announced
// for every address, and the e-mail function decides later whether to send
// anything.
//
//	@ID				requestPasswordReset
//	@Summary		Request a password reset link
//	@Description	Nothing is sent to an address without an account. The link works once, within an hour. An address gets at most one such mail a minute and five a day.
//	@Tags			authentication
//	@Param			body		body		social.LinkRequest	true	"The account's e-mail address"
//	@Success		202			{object}	web.Answer[social.LinkRequest]
//	@Failure		400,413,415	{object}	web.Problem
//	@Router			/v1/authentication/password-reset [post]
func (s service) requestReset(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.LinkRequest](w, r)
	if err != nil {
		return err
	}
	if _, err := s.gate.AttemptMail(w, r, ratelimit.Recipient(request.Email)); err != nil {
		return err
	}
	emailID, err := s.accounts.RequestReset(r.Context(), request.Email, s.gate.Act(r))
	if err != nil {
		return err
	}
	s.emails.Announce(r.Context(), emailID)
	return web.JSON(w, http.StatusAccepted, request)
}
