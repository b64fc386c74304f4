package authentication

import (
	"log/slog"
	"net/http"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/web"
)

// refreshSession replaces the refresh token of a session and issues an access
// token (RFC 9700, section 4.14).
//
//	@ID				refreshSession
//	@Summary		Get the next tokens of a session
//	@Description	Replaces the refresh token. For 30 seconds the previous one may be sent again and gives the same successor, for a client that lost the response. Any older token, or the previous one later, ends the session, and its owner is notified by mail: somebody else has a token of it.
//	@Tags			authentication
//	@Param			body		body		social.RefreshRequest	true	"The newest refresh token"
//	@Success		200			{object}	web.Answer[social.SignedIn]
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		401			{object}	web.Problem	"Unknown, used or expired"
//	@Router			/v1/authentication/session/refresh [post]
func (s service) refreshSession(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.RefreshRequest](w, r)
	if err != nil {
		return err
	}
	presented, ok := token.ParseRefresh(request.RefreshToken)
	if !ok {
		return store.ErrRefresh
	}
	seed := token.NewSeed()
	refreshed, reuse, err := s.sessions.Refresh(r.Context(), store.Rotation{
		FamilyHash: presented.FamilyHash(), TokenHash: presented.Hash(),
		NextHash: presented.Successor(seed).Hash(), Seed: seed,
		Address: s.gate.Limits.Network(r),
	})
	if reuse != nil {
		slog.WarnContext(r.Context(), "a refresh token was used again: its session has ended", slog.Int64("account", reuse.User.ID))
		s.actors.Replace(r.Context(), reuse.User)
		s.emails.Announce(r.Context(), reuse.EmailID)
	}
	if err != nil {
		return err
	}
	signedIn, err := s.signedIn(refreshed, presented.Successor(refreshed.Seed), token.DeviceID(refreshed.DeviceID))
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, signedIn)
}
