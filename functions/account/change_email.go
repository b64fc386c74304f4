package account

import (
	"errors"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// changeEmail requests a new address. Neither the response nor its time reveals
// whether another account has the address.
//
//	@ID				changeEmail
//	@Summary		Change your e-mail address
//	@Description	Mails the new address a link that confirms it, valid for 24 hours, and the old one a notice with a link that undoes the change, valid for 7 days. Cancels an earlier request. If the address belongs to another account, the response is the same, and that account's owner is notified by mail. Wrong passwords have the limits of a sign-in.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body		social.EmailChange	true	"The new address, and your password"
//	@Success		202			{object}	web.Answer[social.EmailRequested]
//	@Failure		400,401,413,415	{object}	web.Problem
//	@Router			/v1/account/email [put]
func (s service) changeEmail(w http.ResponseWriter, r *http.Request) error {
	change, err := web.Decode[social.EmailChange](w, r)
	if err != nil {
		return err
	}
	return s.confirm(w, r, s.gate.AttemptMail, "password", change.Password, func(known store.Known, _ int) error {
		emailIDs, err := s.accounts.RequestEmail(r.Context(), known.Secret, change.Email, s.gate.Act(r))
		if errors.Is(err, store.ErrSameAddress) {
			return fault.InvalidFields(map[string]string{"email": "is already the address of your account"})
		}
		if err != nil {
			return err
		}
		for _, id := range emailIDs {
			s.emails.Announce(r.Context(), id)
		}
		return web.JSON(w, http.StatusAccepted, social.EmailRequested{Email: change.Email})
	})
}
