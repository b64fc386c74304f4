package social

import "time"

// NotificationKind is what somebody did.
type NotificationKind string

// The kinds of notifications.
const (
	FollowNotification      NotificationKind = "follow"
	PostLikeNotification    NotificationKind = "like_post"
	CommentLikeNotification NotificationKind = "like_comment"
	CommentNotification     NotificationKind = "comment" // on your post
	ReplyNotification       NotificationKind = "reply"   // to your comment
	MentionNotification     NotificationKind = "mention"
	ModerationNotification  NotificationKind = "moderation"
)

// NotificationKinds returns all kinds.
func NotificationKinds() []NotificationKind {
	return []NotificationKind{
		FollowNotification, PostLikeNotification, CommentLikeNotification, CommentNotification,
		ReplyNotification, MentionNotification, ModerationNotification,
	}
}

// The limits of a notification.
const (
	NotificationActors = 3   // how many actors a notification names
	NotificationCount  = 100 // the highest count, which means more than 99
)

// Notification tells a user what others did. All likes of a post or comment are one
// notification, and so are all follows of one day. It has the id and time of the newest.
type Notification struct {
	ID        int64            `json:"id" example:"9001"`
	Kind      NotificationKind `json:"kind" enums:"follow,like_post,like_comment,comment,reply,mention,moderation"`
	CreatedAt time.Time        `json:"created_at" format:"date-time"`
	IsRead    bool             `json:"is_read"`
	// The newest 3
	Actors []Author `json:"actors"`
	// 100 means more than 99
	ActorsCount int              `json:"actors_count" maximum:"$NotificationCount"`
	Post        *NotifiedPost    `json:"post" extensions:"x-nullable"`
	Comment     *NotifiedComment `json:"comment" extensions:"x-nullable"`
	// The decision; null for all other kinds
	Moderation *Decision `json:"moderation" validate:"optional" extensions:"x-nullable"`
}

// NotifiedPost is the post that a notification is about.
type NotifiedPost struct {
	ID    int64  `json:"id" example:"1001"`
	Title string `json:"title"`
}

// NotifiedComment is the comment that a notification is about: the new one, or the one
// that was liked.
type NotifiedComment struct {
	ID      int64  `json:"id" example:"5001"`
	Content string `json:"content"`
}

// Unread is how many notifications are unread.
type Unread struct {
	// 100 means more than 99
	Count int `json:"count" maximum:"$NotificationCount"`
}

// ReadThrough marks a notification and all older ones as read.
type ReadThrough struct {
	Through int64 `json:"through" minimum:"1" example:"9001"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (t ReadThrough) Validate() map[string]string {
	var p problems
	p.check("through", t.Through > 0, "must be the id of a notification")
	return p.fields
}
