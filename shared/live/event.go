package live

import (
	"slices"

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

// dispatch is an event and its viewers.
type dispatch struct {
	event   *event
	viewers []int64
}

// inOrder sorts dispatches by the positions of their events. Posts and notifications take
// their ids from one sequence, so no two events have the same position.
func inOrder(dispatches []dispatch) {
	slices.SortStableFunc(dispatches, func(a, b dispatch) int { return a.event.at.Compare(b.event.at) })
}
