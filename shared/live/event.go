package live

import (
	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/web"
)

// Kind is a kind of events. Its value is the type of the event in the stream.
type Kind string

// The kinds of events.
const (
	PostEvents         Kind = "post"
	NotificationEvents Kind = "notification"
)

// event is an encoded post or notification. All streams that send it share it.
type event struct {
	kind Kind
	at   cursor.Position
	data []byte
}

func newPostEvent(post social.Post) (*event, error) {
	data, err := web.Encode(post)
	return &event{PostEvents, cursor.Position{At: post.CreatedAt, ID: post.ID}, data}, err
}

func newNotificationEvent(n social.Notification) (*event, error) {
	data, err := web.Encode(n)
	return &event{NotificationEvents, cursor.Position{At: n.CreatedAt, ID: n.ID}, data}, err
}

// compare orders events by their positions. Posts and notifications take their ids from
// one sequence, so no two events have the same position.
func (e *event) compare(other *event) int { return e.at.Compare(other.at) }
