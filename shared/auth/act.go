package auth

import (
	"net/http"

	"social.example/shared/social"
)

// Act describes the request in a mail to the owner of an account. The place is the
// network of the client.
func (g *Gate) Act(r *http.Request) social.Act {
	return social.Act{Device: social.DeviceOf(r.UserAgent()), Place: g.Limits.Network(r)}
}
