package moderation

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/web"
)

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	cases := []string{"status", "limit", "cursor"}
	return web.Mux{
		{Method: "POST", Path: "/v1/reports", Handle: auth.RequireUser(s.report)},
		{Method: "GET", Path: "/v1/moderation/reports", Query: cases, Handle: moderators(s.listCases)},
		{Method: "GET", Path: "/v1/moderation/reports/{id}", Handle: moderators(s.getCase)},
		{Method: "POST", Path: "/v1/moderation/reports/{id}/resolution", Handle: moderators(s.resolve)},
		{Method: "POST", Path: "/v1/moderation/posts/{id}/restore", Handle: moderators(s.restorePost)},
		{Method: "POST", Path: "/v1/moderation/comments/{id}/restore", Handle: moderators(s.restoreComment)},
		{Method: "GET", Path: "/v1/moderation/log", Query: pagination.Parameters, Handle: admins(s.listLog)},
	}
}

// moderators calls next for moderators and admins only.
func moderators(next web.Handler) web.Handler {
	return only(social.Actor.MayModerate, "only a moderator may do this", next)
}

// admins calls next for admins only.
func admins(next web.Handler) web.Handler {
	return only(social.Actor.MayReadLog, "only an admin may do this", next)
}

// only calls next for actors who may do this. Anything but an id in the path is
// unknown to everybody.
func only(may func(social.Actor) bool, refusal string, next web.Handler) web.Handler {
	return auth.RequireUser(func(w http.ResponseWriter, r *http.Request) error {
		if r.PathValue("id") != "" {
			if _, err := web.ID(r, "id"); err != nil {
				return err
			}
		}
		if !may(auth.Actor(r.Context())) {
			return fault.New(fault.Forbidden, "%s", refusal)
		}
		return next(w, r)
	})
}
