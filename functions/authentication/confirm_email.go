package authentication

import (
	"log/slog"
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/token"
	"social.example/shared/web"
)

// confirmEmail applies a new address with the token that was mailed there, or takes
// a change back with the token that was mailed to the old address.
//
//	@ID				confirmEmail
//	@Summary		Confirm a new e-mail address, or undo a change
//	@Description	The token in the mail to a new address makes it the account's address. The token in the notice to the old address is valid for 7 days: it restores that address, ends all sessions, undoes a deletion of the account, and mails a password reset link to that address. It also works while the account is suspended or deactivated, and leaves it so.
//	@Tags			authentication
//	@Param			body		body	social.LinkToken	true	"The token of the link"
//	@Success		204
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		404			{object}	web.Problem	"Unknown, used or expired"
//	@Failure		409			{object}	web.Problem	"Another account now has the address"
//	@Router			/v1/authentication/email [put]
func (s service) confirmEmail(w http.ResponseWriter, r *http.Request) error {
	request, err := web.Decode[social.LinkToken](w, r)
	if err != nil {
		return err
	}
	if _, err := s.gate.Attempt(w, r, ratelimit.Link(request.Token)); err != nil {
		return err
	}
	link := token.HashLink(request.Token)
	changed, err := s.accounts.ApplyEmail(r.Context(), link, s.gate.Act(r))
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "an e-mail address was changed",
		slog.Int64("account", changed.Actor.ID), slog.Bool("taken_back", changed.Back))
	s.actors.Pin(r.Context(), changed.Actor.ID) // the request has no token
	if changed.Back {
		s.actors.Replace(r.Context(), changed.Actor)
		s.users.Settle(r.Context(), changed.Actor.ID)
	}
	for _, id := range changed.EmailIDs {
		s.emails.Announce(r.Context(), id)
	}
	return web.NoContent(w)
}
