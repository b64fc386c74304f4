package social

import (
	"slices"
	"time"
)

// Actor is what authentication knows about the signed-in user. The user cache
// holds it, so it has no e-mail and no password hash.
type Actor struct {
	ID               int64     `json:"id"`
	Username         string    `json:"username"`
	Level            Level     `json:"level"`
	Active           bool      `json:"active"`
	TokensValidAfter time.Time `json:"tokens_valid_after"`
	// EndedThrough is the highest id of a session that has ended. The sessions up to
	// that id have ended, except for Alive. Sessions are capped per user, so Alive is
	// bounded however many sessions ended.
	EndedThrough int64   `json:"ended_through,omitzero"`
	Alive        []int64 `json:"alive,omitempty"`
	Version      int64   `json:"version"`
}

// MayEdit reports whether the actor may change the post.
func (a Actor) MayEdit(p Post) bool { return p.UserID == a.ID || a.Level >= Moderator }

// MayDelete reports whether the actor may delete the post.
func (a Actor) MayDelete(p Post) bool { return p.UserID == a.ID || a.Level >= Admin }

// MayEditComment reports whether the actor may change the comment.
func (a Actor) MayEditComment(c Comment) bool { return c.UserID != nil && *c.UserID == a.ID }

// MayRemoveComment reports whether the actor may remove the comment on the post.
func (a Actor) MayRemoveComment(c Comment, on Post) bool {
	return a.MayEditComment(c) || on.UserID == a.ID || a.Level >= Moderator
}

// MayAssignRoles reports whether the actor may change the roles of users.
func (a Actor) MayAssignRoles() bool { return a.Level >= Admin }

// MayDeactivate reports whether the actor may deactivate and reactivate users.
func (a Actor) MayDeactivate() bool { return a.Level >= Admin }

// MayModerate reports whether the actor may read and resolve reports.
func (a Actor) MayModerate() bool { return a.Level >= Moderator }

// MaySuspend reports whether the actor may suspend users.
func (a Actor) MaySuspend() bool { return a.Level >= Admin }

// MayReadLog reports whether the actor may read what moderators and admins did.
func (a Actor) MayReadLog() bool { return a.Level >= Admin }

// MaySignOut reports whether the actor may end all sessions of the user.
func (a Actor) MaySignOut(userID int64) bool { return userID == a.ID || a.Level >= Admin }

// Admits reports whether a token of the session, issued at that time, is still
// valid for the actor. Session 0 is that of tokens from before there were sessions;
// it does not end on its own.
func (a Actor) Admits(session int64, issued time.Time) bool {
	ended := session != 0 && session <= a.EndedThrough && !slices.Contains(a.Alive, session)
	return a.Active && !ended && !issued.Before(a.TokensValidAfter)
}
