package social

import "time"

// The limits of a post. Lengths are in Unicode code points.
const (
	TitleLength   = 100
	ContentLength = 1000
	TagLength     = 50
	TagCount      = 10
)

// Post is a post with its author, as one viewer sees it. Liked and Bookmarked say
// whether the viewer liked and bookmarked it. Mentions are the active users that the
// content mentions. Username repeats User.Username for older clients.
type Post struct {
	ID            int64     `json:"id" example:"1001"`
	UserID        int64     `json:"user_id" example:"42"`
	Title         string    `json:"title"`
	Content       string    `json:"content"`
	Tags          []string  `json:"tags"`
	Version       int       `json:"version" example:"1"`
	CreatedAt     time.Time `json:"created_at" format:"date-time"`
	UpdatedAt     time.Time `json:"updated_at" format:"date-time"`
	CommentsCount int       `json:"comments_count"`
	LikesCount    int       `json:"likes_count"`
	Liked         bool      `json:"liked"`
	Bookmarked    bool      `json:"bookmarked"`
	Mentions      []Author  `json:"mentions"`
	Username      string    `json:"username" example:"maya"`
	User          Author    `json:"user"`
	// Whether a moderator removed it, so that only its author and moderators can read it; false if absent
	IsRemoved bool `json:"is_removed,omitzero" validate:"optional"`
}

// PostDraft is a post to create. The database normalizes its tags as TagForm does, and
// removes duplicates.
type PostDraft struct {
	Title   string   `json:"title" minLength:"1" maxLength:"$TitleLength"`
	Content string   `json:"content" minLength:"1" maxLength:"$ContentLength"`
	Tags    []string `json:"tags,omitempty" validate:"max=$TagCount" minLength:"1" maxLength:"$TagLength"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (d PostDraft) Validate() map[string]string {
	var p problems
	p.text("title", d.Title, TitleLength)
	p.text("content", d.Content, ContentLength)
	p.tags("tags", d.Tags)
	return p.fields
}

// PostEdit changes the fields that are set. If Version is set, the edit applies
// only to that version of the post.
type PostEdit struct {
	Title   *string   `json:"title,omitempty" minLength:"1" maxLength:"$TitleLength"`
	Content *string   `json:"content,omitempty" minLength:"1" maxLength:"$ContentLength"`
	Tags    *[]string `json:"tags,omitempty" validate:"max=$TagCount" minLength:"1" maxLength:"$TagLength"`
	Version *int      `json:"version,omitempty" minimum:"1"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (e PostEdit) Validate() map[string]string {
	var p problems
	p.check("title", e.Title != nil || e.Content != nil || e.Tags != nil,
		"at least one of title, content and tags must be changed")
	if e.Title != nil {
		p.text("title", *e.Title, TitleLength)
	}
	if e.Content != nil {
		p.text("content", *e.Content, ContentLength)
	}
	if e.Tags != nil {
		p.tags("tags", *e.Tags)
	}
	p.check("version", e.Version == nil || *e.Version >= 1, "must be at least 1")
	return p.fields
}

// ValidTag reports whether the tag is valid for a post.
func ValidTag(tag string) bool {
	var p problems
	p.tag("tag", tag)
	return p.fields == nil
}
