package account

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// edit changes the signed-in user's profile and username.
//
//	@ID				editAccount
//	@Summary		Change your profile
//	@Description	At least one field must be given. null or "" clears a field; a username can't be cleared.
//	@Description	A username can change once in 30 days. The former one stays reserved for its owner for 30 days. Names that are reserved or look like a moderator's or an admin's count as taken.
//	@Tags			account
//	@Security		Bearer
//	@Param			body		body		social.ProfileEdit	true	"The fields to change"
//	@Success		200			{object}	web.Answer[social.Me]
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		409			{object}	web.Problem	"The username is taken, or was changed less than 30 days ago and can change again after Retry-After seconds"
//	@Router			/v1/account [patch]
func (s service) edit(w http.ResponseWriter, r *http.Request) error {
	change, err := web.Decode[social.ProfileEdit](w, r)
	if err != nil {
		return err
	}
	actor := auth.Actor(r.Context())
	me, changed, err := s.users.Edit(r.Context(), actor.ID, change)
	if err != nil {
		return err
	}
	if changed.Username != actor.Username {
		s.actors.Replace(r.Context(), changed)
	}
	return web.JSON(w, http.StatusOK, me)
}
