package live

import (
	"github.com/go-json-experiment/json"

	"social.example/shared/cursor"
	"social.example/shared/social"
)

// event is a post as it is sent. All streams that send it share it.
type event struct {
	at   cursor.Position
	data []byte
}

func newEvent(post social.Post) (*event, error) {
	data, err := json.Marshal(post)
	return &event{cursor.Position{At: post.CreatedAt, ID: post.ID}, data}, err
}
