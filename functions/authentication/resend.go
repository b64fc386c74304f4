package authentication

import (
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/web"
)

// resend sends a new activation mail if the address has a pending registration.
// Neither the response nor its time reveals whether it has one: a mail is stored and
// announced for every address, and the e-mail function decides later whether there is
// anything to send.
//
//	@ID				resendActivation
//	@Summary		Request a new activation mail
//	@Description	Sends a mail if an account with this address is waiting for activation, at most once a minute. Links in older mails stop working.
//	@Tags			authentication
//	@Param			body		body		social.LinkRequest	true	"The account's e-mail address"
//	@Success		202			{object}	web.Answer[social.LinkRequest]
//	@Failure		400,413,415	{object}	web.Problem
//	@Router			/v1/authentication/activation [post]
func (s service) resend(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.LinkRequest](w, r)
	if err != nil {
		return err
	}
	if _, err := s.gate.AttemptMail(w, r, ratelimit.Recipient(request.Email)); err != nil {
		return err
	}
	emailID, err := s.accounts.Renew(r.Context(), request.Email)
	if err != nil {
		return err
	}
	s.emails.Announce(r.Context(), emailID)
	return web.JSON(w, http.StatusAccepted, request)
}
