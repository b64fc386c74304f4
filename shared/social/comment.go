package social

import "time"

// Comment is a comment on a post, with its author.
type Comment struct {
	ID        int64     `json:"id" example:"5001"`
	PostID    int64     `json:"post_id" example:"1001"`
	UserID    int64     `json:"user_id" example:"42"`
	Content   string    `json:"content"`
	CreatedAt time.Time `json:"created_at" format:"date-time"`
	User      Author    `json:"user"`
}

// CommentDraft is a comment to create. Older clients also send a user_id; it is
// ignored, and the author is the signed-in user.
type CommentDraft struct {
	Content string `json:"content" minLength:"1" maxLength:"$ContentLength"`
	// Ignored: the author is who is signed in
	UserID ignored `json:"user_id,omitzero" validate:"optional" swaggertype:"object" extensions:"x-nullable"`
}

// ignored accepts any JSON value and discards it, including numbers that no Go
// type can hold.
type ignored struct{}

// UnmarshalJSON implements json.Unmarshaler.
func (*ignored) UnmarshalJSON([]byte) error { return nil }

// Nullable returns the fields that may be null.
func (CommentDraft) Nullable() []string { return []string{"user_id"} }

// Validate returns the invalid fields, each with the rule it breaks.
func (d CommentDraft) Validate() map[string]string {
	var p problems
	p.text("content", d.Content, ContentLength)
	return p.fields
}
