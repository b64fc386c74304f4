package authentication

import (
	"net/http"
	"strings"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/web"
)

// startSession creates a session with refresh tokens. Failures are those of
// signIn.
//
//	@ID				startSession
//	@Summary		Sign in and stay signed in
//	@Description	When the access token expires, the refresh token gets new ones: see refreshSession. The session ends when it is not used for 30 days, and 180 days after it began. A user has at most 100 such sessions, and 400 of signIn; one more ends the least recently used. Failures, codes and mails about new devices are as for signIn. Keep the device_token after signing out and send it with the next sign-in: this device then has its own limit, which other people's wrong passwords can't use up.
//	@Tags			authentication
//	@Param			body		body		social.SessionRequest	true	"The account's e-mail address and password; device names the device, and without it the User-Agent does"
//	@Success		201			{object}	web.Answer[social.SignedIn]
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		401			{object}	web.Problem
//	@Router			/v1/authentication/session [post]
func (s service) startSession(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.SessionRequest](w, r)
	if err != nil {
		return err
	}
	refresh := token.NewRefresh()
	started, device, err := s.start(w, r, request.Credentials, store.Start{
		Device: request.Device, FamilyHash: refresh.FamilyHash(), TokenHash: refresh.Hash(),
	})
	if err != nil {
		return err
	}
	signedIn, err := s.signedIn(store.Refreshed{
		Session: started.Session, UserID: started.User.ID, Since: started.Since, Email: request.Email,
	}, refresh, device)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusCreated, signedIn)
}

// signedIn returns the response that carries the tokens of a session. No access
// token outlives its session. The device token keeps the time of the sign-in, because a
// refresh needs no code.
func (s service) signedIn(r store.Refreshed, refresh token.Refresh, device token.DeviceID) (social.SignedIn, error) {
	lifetime := min(social.AccessPeriod, s.lifetime, r.Session.ExpiresAt.Sub(r.Since).Truncate(time.Second))
	access, err := s.tokens.Issue(token.Claim{
		UserID: r.UserID, SessionID: r.Session.ID, Issued: r.Since, Expires: r.Since.Add(lifetime),
	})
	r.Session.IsCurrent = true
	return social.SignedIn{
		AccessToken:      access,
		TokenType:        "Bearer",
		ExpiresIn:        int(lifetime.Seconds()),
		RefreshToken:     refresh.Text(),
		RefreshExpiresAt: r.Session.ExpiresAt,
		DeviceToken:      s.devices.Issue(account(r.Email), token.Device{ID: device, Since: r.Session.CreatedAt}),
		Session:          r.Session,
	}, err
}

// account returns the form of an e-mail address in which attempts are counted.
func account(email string) string {
	normal, _ := social.NormalAddress(email)
	return strings.ToLower(normal)
}
