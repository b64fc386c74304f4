package social

import "time"

// Comment is a comment on a post, with its author, as one user sees it: Liked is
// that user's. A reply has the id of the comment that it replies to as ParentID;
// replies have no replies of their own.
//
// A comment that was removed, or whose author is not active, stays as a placeholder if it
// has replies: it has no content, UserID or User, and IsRemoved is true.
type Comment struct {
	ID           int64     `json:"id" example:"5001"`
	PostID       int64     `json:"post_id" example:"1001"`
	UserID       *int64    `json:"user_id" extensions:"x-nullable" example:"42"`
	ParentID     *int64    `json:"parent_id" extensions:"x-nullable"`
	Content      string    `json:"content"`
	Version      int       `json:"version" example:"1"`
	CreatedAt    time.Time `json:"created_at" format:"date-time"`
	UpdatedAt    time.Time `json:"updated_at" format:"date-time"`
	RepliesCount int       `json:"replies_count"`
	LikesCount   int       `json:"likes_count"`
	Liked        bool      `json:"liked"`
	Mentions     []Author  `json:"mentions"`
	User         *Author   `json:"user" extensions:"x-nullable"`
	// Whether it is only a placeholder for a removed comment; false if absent
	IsRemoved bool `json:"is_removed,omitzero" validate:"optional"`
}

// CommentDraft is a comment to create. Older clients also send a user_id; it is
// ignored, and the author is the signed-in user.
type CommentDraft struct {
	Content string `json:"content" minLength:"1" maxLength:"$ContentLength"`
	// The comment that it replies to. A reply to a reply becomes a reply to the same comment
	ParentID *int64 `json:"parent_id,omitempty" minimum:"1"`
	// Ignored: the author is the signed-in user
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
	p.check("parent_id", d.ParentID == nil || *d.ParentID > 0, "must be the id of a comment")
	return p.fields
}

// CommentEdit replaces the content of a comment. If Version is set, the edit
// applies only to that version.
type CommentEdit struct {
	Content string `json:"content" minLength:"1" maxLength:"$ContentLength"`
	Version *int   `json:"version,omitempty" minimum:"1"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (e CommentEdit) Validate() map[string]string {
	var p problems
	p.text("content", e.Content, ContentLength)
	p.check("version", e.Version == nil || *e.Version >= 1, "must be at least 1")
	return p.fields
}
