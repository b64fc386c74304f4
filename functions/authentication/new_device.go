package authentication

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"social.example/shared/store"
)

// noteTime is how long a sign-in waits for its place to be stored.
const noteTime = time.Second

// notePlace stores the place of a sign-in without a known device, and notifies the owner of
// a new one. It does so even if the client disconnects. If it fails, the sign-in still
// succeeds.
func (s service) notePlace(r *http.Request, started store.Started) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), noteTime)
	defer cancel()
	emailID, err := s.sessions.NotePlace(ctx, started, s.gate.Act(r))
	if err != nil {
		slog.WarnContext(ctx, "the owner was not notified of a new device", slog.Int64("account", started.User.ID), slog.Any("error", err))
	}
	if emailID != 0 {
		s.emails.Announce(ctx, emailID)
	}
}
