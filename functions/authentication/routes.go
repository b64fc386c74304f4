package authentication

import (
	"social.example/shared/auth"
	"social.example/shared/web"
)

// routes returns the function's routes, of which all but one are public. Handlers that
// check a password or send a mail count an attempt as soon as they know the account. To
// add a route, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "POST", Path: "/v1/authentication/user", Handle: web.NoQuery(s.register)},
		{Method: "POST", Path: "/v1/authentication/token", Handle: web.NoQuery(s.signIn)},
		{Method: "POST", Path: "/v1/authentication/session", Handle: web.NoQuery(s.startSession)},
		{Method: "DELETE", Path: "/v1/authentication/session", Handle: auth.RequireUser(s.signOut)},
		{Method: "POST", Path: "/v1/authentication/session/refresh", Handle: web.NoQuery(s.refreshSession)},
		{Method: "PUT", Path: "/v1/authentication/restore", Handle: web.NoQuery(s.restore)},
		{Method: "POST", Path: "/v1/authentication/activation", Handle: web.NoQuery(s.resend)},
		{Method: "POST", Path: "/v1/authentication/password-reset", Handle: web.NoQuery(s.requestReset)},
		{Method: "PUT", Path: "/v1/authentication/password", Handle: web.NoQuery(s.reset)},
		{Method: "PUT", Path: "/v1/authentication/email", Handle: web.NoQuery(s.confirmEmail)},
		{Method: "PUT", Path: "/v1/users/activate/{token}", Handle: web.NoQuery(s.activate)},
	}
}
