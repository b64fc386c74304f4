package account

import (
	"net/http"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// remove deletes the signed-in user's account: it ends their sessions and hides
// them. The account can be restored for 14 days, and is then erased.
//
//	@ID				deleteAccount
//	@Summary		Delete your account
//	@Description	Hides you and your posts, comments and follows, and ends your sessions.
//	@Description	For 14 days, a link in a mail restores the account. After that everything is erased.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body		social.Confirmation	true	"Your password"
//	@Success		202			{object}	web.Answer[social.Deletion]
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		409			{object}	web.Problem	"The last admin"
//	@Router			/v1/account/deletion [post]
func (s service) remove(w http.ResponseWriter, r *http.Request) error {
	confirmation, err := web.Decode[social.Confirmation](w, r)
	if err != nil {
		return err
	}
	return s.confirm(w, r, s.gate.Attempt, "password", confirmation.Password, func(known store.Known, _ int) error {
		deleted, err := s.users.Delete(r.Context(), known.Secret, s.gate.Act(r))
		if err != nil {
			return err
		}
		s.actors.Replace(r.Context(), deleted.Actor)
		s.emails.Announce(r.Context(), deleted.EmailID)
		s.users.Settle(r.Context(), known.UserID)
		return web.JSON(w, http.StatusAccepted, social.Deletion{EraseAt: deleted.EraseAt})
	})
}
