package notifications

import (
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/token"
	"social.example/shared/web"
)

// unsubscribe turns off the digest of the token's user. Mail programs call it when a
// reader unsubscribes (RFC 8058). They have no session, and send a form in one of two
// encodings, so the body is ignored. The route accepts only POST, because programs that
// look for malware follow every address in a mail.
//
//	@ID				unsubscribe
//	@Summary		Unsubscribe from digests by the link in one
//	@Description	For the one-click unsubscription of mail programs (RFC 8058) and for the link in the mail. Needs no sign-in. May be repeated; a body is ignored. The token can do nothing else, and does not expire.
//	@Tags			notifications
//	@Param			token	path	string	true	"The token in the mail's link"
//	@Success		204
//	@Failure		404	{object}	web.Problem	"Not a valid token"
//	@Router			/v1/notifications/unsubscribe/{token} [post]
func (s service) unsubscribe(w http.ResponseWriter, r *http.Request) error {
	link, ok := token.ParseUnsubscribe(r.PathValue("token"))
	if !ok {
		return fault.New(fault.NotFound, "the link is not valid")
	}
	if err := s.notifications.Unsubscribe(r.Context(), link.UserID, link.KeyHash()); err != nil {
		return err
	}
	return web.NoContent(w)
}
