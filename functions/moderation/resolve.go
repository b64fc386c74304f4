package moderation

import (
	"context"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// resolve closes a case. Only an admin may suspend a user.
//
//	@ID				resolveReport
//	@Summary		Resolve a case, for moderators
//	@Description	`remove` hides the post or comment from all but its author and moderators. `suspend` (admins only) deactivates the author until `until`, or indefinitely without it. If the author is suspended already, the later end stays, and the resolution names it. A notification and a mail tell the author the decision and the reason; a notification tells the reporters that their report was handled. A case about you is for another moderator.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			id		path	integer					true	"The report's id"	minimum(1)
//	@Param			body	body	social.ResolutionDraft	true	"The decision"
//	@Success		204
//	@Failure		400,403,404,413,415	{object}	web.Problem
//	@Failure		409					{object}	web.Problem	"The case is closed, or its subject is gone"
//	@Router			/v1/moderation/reports/{id}/resolution [post]
func (s service) resolve(w http.ResponseWriter, r *http.Request) error {
	actor := auth.Actor(r.Context())
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	draft, err := web.Decode[social.ResolutionDraft](w, r)
	if err != nil {
		return err
	}
	if draft.Action == social.Suspend && !actor.MaySuspend() {
		return fault.New(fault.Forbidden, "only an admin may suspend a user")
	}
	decided, err := s.moderation.Resolve(r.Context(), actor.ID, id, draft)
	if err != nil {
		return err
	}
	if decided.Suspended != nil {
		s.actors.Replace(r.Context(), *decided.Suspended)
		s.users.Settle(r.Context(), decided.Suspended.ID)
	}
	decided.Notified = append(decided.Notified, s.moderation.Notify(r.Context(), decided.Case)...)
	s.announce(r.Context(), decided)
	return web.NoContent(w)
}

// announce announces a decision to open streams and, if it has a mail, to the e-mail
// function. Unlike elsewhere, the caller may learn whether there is a mail.
func (s service) announce(ctx context.Context, decided store.Decided) {
	s.announcer.Notifications(ctx, decided.Notified)
	if decided.EmailID != 0 {
		s.emails.Announce(ctx, decided.EmailID)
	}
}
