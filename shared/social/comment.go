package social

import "time"

// Comment is a comment on a post, with its author.
type Comment struct {
	ID        int64     `json:"id" example:"5001"`
	PostID    int64     `json:"post_id" example:"1001"`
	UserID    int64     `json:"user_id" example:"42"`
	Content   string    `json:"content"`
	CreatedAt time.Time `json:"created_at"`
	User      Author    `json:"user"`
}

// CommentDraft is a comment to be. Older clients send a user_id too: the author
// is who is signed in, whatever it says.
type CommentDraft struct {
	Content string  `json:"content" validate:"required" maxLength:"1000"`
	UserID  ignored `json:"user_id,omitzero" swaggertype:"object"`
}

// ignored is a value of which nothing is read, be it a number that none of ours
// can hold.
type ignored struct{}

// UnmarshalJSON implements json.Unmarshaler.
func (*ignored) UnmarshalJSON([]byte) error { return nil }

// Nullable names the fields that may be null.
func (CommentDraft) Nullable() []string { return []string{"user_id"} }

// Validate names the fields that are wrong.
func (d CommentDraft) Validate() map[string]string {
	var p problems
	p.text("content", d.Content, ContentLength)
	return p.fields
}
