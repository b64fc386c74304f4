package account

import (
	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/web"
)

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "PATCH", Path: "/v1/account", Handle: auth.RequireUser(s.edit)},
		{Method: "PUT", Path: "/v1/account/password", Handle: auth.RequireUser(s.changePassword)},
		{Method: "PUT", Path: "/v1/account/email", Handle: auth.RequireUser(s.changeEmail)},
		{Method: "GET", Path: "/v1/account/sessions", Handle: auth.RequireUser(s.listSessions)},
		{Method: "DELETE", Path: "/v1/account/sessions", Handle: auth.RequireUser(s.endOtherSessions)},
		{Method: "DELETE", Path: "/v1/account/sessions/{id}", Handle: auth.RequireUser(s.endSession)},
		{Method: "POST", Path: "/v1/account/totp", Handle: auth.RequireUser(s.beginTOTP)},
		{Method: "PUT", Path: "/v1/account/totp", Handle: auth.RequireUser(s.confirmTOTP)},
		{Method: "POST", Path: "/v1/account/totp/removal", Handle: auth.RequireUser(s.removeTOTP)},
		{Method: "GET", Path: "/v1/account/bookmarks", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listBookmarks))},
		{Method: "GET", Path: "/v1/account/blocks", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listBlocks))},
		{Method: "GET", Path: "/v1/account/mutes", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listMutes))},
		{Method: "POST", Path: "/v1/account/export", Handle: auth.RequireUser(s.export)},
		{Method: "POST", Path: "/v1/account/deletion", Handle: auth.RequireUser(s.remove)},
	}
}
