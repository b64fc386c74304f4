package authentication

import (
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/web"
)

// register stores a pending registration. An address may have several. The work,
// the response and the response time do not depend on whether the address has an
// account or other registrations.
//
//	@ID				registerAccount
//	@Summary		Register
//	@Description	The account is inactive until its owner opens the link that is mailed. One address may have several registrations: the one whose link is opened becomes the account, and the others are cancelled. If the address already has an account, the response is the same, and its owner is notified by mail. A username that is waiting for activation is taken for 72 hours after its registration, whatever mails it gets. From then on somebody else may take the username, which cancels the registration and its links. Names that are reserved or look like a moderator's or an admin's count as taken.
//	@Tags			authentication
//	@Param			body			body		social.Registration	true	"The account"
//	@Success		201				{object}	web.Answer[social.Registered]
//	@Failure		400,409,413,415	{object}	web.Problem
//	@Router			/v1/authentication/user [post]
func (s service) register(w http.ResponseWriter, r *http.Request) error {
	registration, err := web.Decode[social.Registration](w, r)
	if err != nil {
		return err
	}
	tries, err := s.gate.AttemptMail(w, r, ratelimit.Recipient(registration.Email))
	if err != nil {
		return err
	}
	hash, err := s.passwords.Hash(r.Context(), registration.Password, tries)
	if err != nil {
		return err
	}
	created, emailID, err := s.accounts.Register(r.Context(), registration, hash)
	if err != nil {
		return err
	}
	s.emails.Announce(r.Context(), emailID)
	return web.JSON(w, http.StatusCreated, social.Registered{
		Username:  registration.Username,
		Email:     registration.Email,
		CreatedAt: created,
	})
}
