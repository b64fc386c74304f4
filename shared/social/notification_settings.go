package social

import (
	"slices"
	"time"
)

// Switch turns a kind of notifications on or off.
type Switch string

// The values of a Switch.
const (
	On  Switch = "on"
	Off Switch = "off"
)

// Digest is how often a user gets an e-mail about unread notifications.
type Digest string

// The values of a Digest.
const (
	NoDigest     Digest = "off"
	DailyDigest  Digest = "daily"
	WeeklyDigest Digest = "weekly"
)

// Period returns the time between two digests, and 0 for none.
func (d Digest) Period() time.Duration {
	const day = 24 * time.Hour
	switch d {
	case DailyDigest:
		return day
	case WeeklyDigest:
		return 7 * day
	default:
		return 0
	}
}

// NotificationSettings are a user's settings. A kind that is off makes no
// notifications.
type NotificationSettings struct {
	Follow      Switch `json:"follow" enums:"on,off"`
	LikePost    Switch `json:"like_post" enums:"on,off"`
	LikeComment Switch `json:"like_comment" enums:"on,off"`
	Comment     Switch `json:"comment" enums:"on,off"`
	Reply       Switch `json:"reply" enums:"on,off"`
	Mention     Switch `json:"mention" enums:"on,off"`
	Moderation  Switch `json:"moderation" enums:"on,off"`
	Digest      Digest `json:"digest" enums:"off,daily,weekly"`
}

// NewNotificationSettings returns the settings of a user who turned off these kinds.
func NewNotificationSettings(muted []NotificationKind, digest Digest) NotificationSettings {
	s := NotificationSettings{Digest: digest}
	for kind, value := range map[NotificationKind]*Switch{
		FollowNotification: &s.Follow, PostLikeNotification: &s.LikePost, CommentLikeNotification: &s.LikeComment,
		CommentNotification: &s.Comment, ReplyNotification: &s.Reply, MentionNotification: &s.Mention,
		ModerationNotification: &s.Moderation,
	} {
		*value = On
		if slices.Contains(muted, kind) {
			*value = Off
		}
	}
	return s
}

// NotificationSettingsEdit changes the settings that are given.
type NotificationSettingsEdit struct {
	Follow      *Switch `json:"follow,omitempty" enums:"on,off"`
	LikePost    *Switch `json:"like_post,omitempty" enums:"on,off"`
	LikeComment *Switch `json:"like_comment,omitempty" enums:"on,off"`
	Comment     *Switch `json:"comment,omitempty" enums:"on,off"`
	Reply       *Switch `json:"reply,omitempty" enums:"on,off"`
	Mention     *Switch `json:"mention,omitempty" enums:"on,off"`
	Moderation  *Switch `json:"moderation,omitempty" enums:"on,off"`
	Digest      *Digest `json:"digest,omitempty" enums:"off,daily,weekly"`
}

// Switches returns the switches of the edit by kind. Those that do not change are nil.
func (e NotificationSettingsEdit) Switches() map[NotificationKind]*Switch {
	return map[NotificationKind]*Switch{
		FollowNotification: e.Follow, PostLikeNotification: e.LikePost, CommentLikeNotification: e.LikeComment,
		CommentNotification: e.Comment, ReplyNotification: e.Reply, MentionNotification: e.Mention,
		ModerationNotification: e.Moderation,
	}
}

// Validate returns the invalid fields, each with the rule it breaks.
func (e NotificationSettingsEdit) Validate() map[string]string {
	var p problems
	given := e.Digest != nil
	for kind, value := range e.Switches() {
		if value != nil {
			given = true
			p.check(string(kind), *value == On || *value == Off, "must be on or off")
		}
	}
	if e.Digest != nil {
		p.check("digest", *e.Digest == NoDigest || e.Digest.Period() > 0, "must be off, daily or weekly")
	}
	p.check("digest", given, "at least one setting must be changed")
	return p.fields
}
