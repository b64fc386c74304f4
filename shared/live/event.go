package live

import (
	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/web"
)

// event is an encoded post. All streams that send it share it.
type event struct {
	at   cursor.Position
	data []byte
}

func newEvent(post social.Post) (*event, error) {
	data, err := web.Encode(post)
	return &event{cursor.Position{At: post.CreatedAt, ID: post.ID}, data}, err
}
