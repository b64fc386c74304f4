package users

import "net/http"

// mute hides a user's posts from the signed-in user's feed and stream, and their acts
// from the notifications.
//
//	@ID				muteUser
//	@Summary		Mute a user
//	@Description	Hides their posts from your feed and stream, and their actions from your notifications. They can't tell.
//	@Tags			users
//	@Security		Bearer
//	@Param			id	path	integer	true	"The user's id"	minimum(1)
//	@Success		204
//	@Failure		400,404	{object}	web.Problem
//	@Failure		409		{object}	web.Problem	"You have muted 10,000 users already"
//	@Router			/v1/users/{id}/mute [put]
func (s service) mute(w http.ResponseWriter, r *http.Request) error {
	return toOther(w, r, "mute", s.mutes.Add)
}

// unmute removes a mute.
//
//	@ID			unmuteUser
//	@Summary	Unmute a user
//	@Tags		users
//	@Security	Bearer
//	@Param		id	path	integer	true	"The user's id"	minimum(1)
//	@Success	204
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/users/{id}/mute [delete]
func (s service) unmute(w http.ResponseWriter, r *http.Request) error {
	return toOther(w, r, "unmute", s.mutes.Remove)
}
