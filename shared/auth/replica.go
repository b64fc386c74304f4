package auth

import (
	"net/http"

	"social.example/shared/web"
)

// FromReplica lets next, which only reads, read from the replica if there is one. The replica
// is not read for a user who is pinned or may be. If the replica fails, or lacks what
// next looks for, next reads from the primary.
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
		return false // Redis was not asked
	}
	free, answered := c.pin.read.Free()
	if !answered {
		c.gate.Users.doubtPins()
	}
	return free && !c.gate.Users.doubtsPins()
}
