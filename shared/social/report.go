package social

import (
	"time"
	"unicode/utf8"
)

// The limits of what is written about reported content, in code points.
const (
	ReportLength = 1000 // the text of a report
	NoteLength   = 1000 // the note of a resolution
)

// SubjectKind is what a report is about.
type SubjectKind string

// The kinds of subjects.
const (
	PostSubject    SubjectKind = "post"
	CommentSubject SubjectKind = "comment"
	UserSubject    SubjectKind = "user"
)

// reasons are the reasons for a report.
var reasons = map[string]bool{
	"spam": true, "abuse": true, "hate": true, "sexual": true, "violence": true, "self_harm": true, "other": true,
}

// ReportDraft reports one post, comment or user.
type ReportDraft struct {
	PostID    *int64 `json:"post_id,omitempty" minimum:"1"`
	CommentID *int64 `json:"comment_id,omitempty" minimum:"1"`
	UserID    *int64 `json:"user_id,omitempty" minimum:"1"`
	Reason    string `json:"reason" enums:"spam,abuse,hate,sexual,violence,self_harm,other"`
	Text      string `json:"text,omitempty" maxLength:"$ReportLength"`
}

// Normal returns the draft without a text that shows nothing.
func (d ReportDraft) Normal() ReportDraft {
	if !Visible(d.Text) && utf8.RuneCountInString(d.Text) <= ReportLength {
		d.Text = ""
	}
	return d
}

// Validate returns the invalid fields, each with the rule it breaks.
func (d ReportDraft) Validate() map[string]string {
	var p problems
	given := 0
	for field, id := range map[string]*int64{"post_id": d.PostID, "comment_id": d.CommentID, "user_id": d.UserID} {
		if id != nil {
			given++
			p.check(field, *id > 0, "must be the id of what is reported")
		}
	}
	p.check("post_id", given == 1, "exactly one of post_id, comment_id and user_id must be given")
	p.check("reason", reasons[d.Reason], "must be one of spam, abuse, hate, sexual, violence, self_harm, other")
	if d.Text != "" {
		p.text("text", d.Text, ReportLength)
	}
	return p.fields
}

// Subject returns the kind and the id of the subject of a valid draft.
func (d ReportDraft) Subject() (SubjectKind, int64) {
	switch {
	case d.PostID != nil:
		return PostSubject, *d.PostID
	case d.CommentID != nil:
		return CommentSubject, *d.CommentID
	default:
		return UserSubject, *d.UserID
	}
}

// Reported is the response to a report.
type Reported struct {
	ID int64 `json:"id" example:"301"`
}

// CaseReport is one report of a case.
type CaseReport struct {
	ID        int64     `json:"id" example:"301"`
	Reason    string    `json:"reason" enums:"spam,abuse,hate,sexual,violence,self_harm,other"`
	Text      string    `json:"text"`
	CreatedAt time.Time `json:"created_at" format:"date-time"`
	// null if the account was erased
	Reporter *Author `json:"reporter" extensions:"x-nullable"`
}
