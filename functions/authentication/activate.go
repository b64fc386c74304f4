package authentication

import (
	"net/http"

	"social.example/shared/token"
	"social.example/shared/web"
)

// activate consumes an activation token and activates its account. The route
// accepts only PUT, so that programs that follow every link in a mail do not
// activate the account.
//
//	@ID			activateAccount
//	@Summary	Activate an account
//	@Tags		authentication
//	@Param		token	path	string	true	"The token in the mail's link"
//	@Success	204
//	@Failure	404	{object}	web.Problem	"Unknown, used or expired"
//	@Router		/v1/users/activate/{token} [put]
func (s service) activate(w http.ResponseWriter, r *http.Request) error {
	actor, err := s.accounts.Activate(r.Context(), token.HashLink(r.PathValue("token")))
	if err != nil {
		return err
	}
	s.actors.Replace(r.Context(), actor)
	return web.NoContent(w)
}
