package auth

import (
	"net/http"

	"social.example/shared/web"
)

// FromReplica runs next, which must only read, on the replica if there is one. It uses
// the primary for users who are pinned or whose pin is unknown, and runs next again on
// the primary if the replica fails or lacks what next looks for.
func FromReplica(next web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, _ := r.Context().Value(callerKey{}).(*caller)
		if c == nil || c.gate.Replica == nil || !c.free() {
			return next(w, r)
		}
		replica, retry := c.gate.Replica(r.Context())
		if replica == nil {
			return next(w, r)
		}
		err := next(w, r.WithContext(replica))
		if err != nil && retry(err) {
			return next(w, r)
		}
		return err
	}
}

// free reports whether the user is not pinned. After Redis failed, pins may be missing.
func (c *caller) free() bool {
	if c.pin == nil {
		return false // Redis was not read
	}
	free, answered := c.pin.read.Free()
	if !answered {
		c.gate.Users.doubtPins()
	}
	return free && !c.gate.Users.doubtsPins()
}
