package social

import "time"

// Case is the reports of one post, comment or user that are resolved together. Its id,
// reason, text, time and reporter are those of its first report.
type Case struct {
	ID        int64       `json:"id" example:"301"`
	Kind      SubjectKind `json:"kind" enums:"post,comment,user"`
	Reason    string      `json:"reason" enums:"spam,abuse,hate,sexual,violence,self_harm,other"`
	Text      string      `json:"text"`
	CreatedAt time.Time   `json:"created_at" format:"date-time"`
	// null if the account was erased
	Reporter *Author `json:"reporter" extensions:"x-nullable"`
	// The post, comment or user; null if deleted since. A removed comment has is_removed and its content
	Subject any    `json:"subject" swaggertype:"object" extensions:"x-nullable,x-one-of=Post Comment User"`
	Status  string `json:"status" enums:"open,closed"`
	// null while the case is open
	Resolution   *Resolution `json:"resolution" extensions:"x-nullable"`
	ReportsCount int         `json:"reports_count"`
	// The number of reports with each reason
	Reasons map[string]int `json:"reasons"`
	// The author of the subject, or the reported user; null if the account was erased
	Author *Author `json:"author" extensions:"x-nullable"`
	// The post of a comment
	Post *NotifiedPost `json:"post" extensions:"x-nullable"`
}

// Resolution is how a case was closed.
type Resolution struct {
	Action string     `json:"action" enums:"dismiss,remove,suspend"`
	Until  *time.Time `json:"until" format:"date-time" extensions:"x-nullable"`
	Note   string     `json:"note"`
	// null if the account was erased
	Moderator *Author   `json:"moderator" extensions:"x-nullable"`
	CreatedAt time.Time `json:"created_at" format:"date-time"`
}

// CaseDetail is a case with its reports and with earlier decisions about its author.
type CaseDetail struct {
	Case
	// The newest 100
	Reports []CaseReport `json:"reports"`
	// The newest 20 resolutions of other cases about the same author
	History              []PastResolution `json:"history"`
	AuthorIsActive       bool             `json:"author_is_active"`
	AuthorSuspendedUntil *time.Time       `json:"author_suspended_until" format:"date-time" extensions:"x-nullable"`
}

// PastResolution is the resolution of an earlier case.
type PastResolution struct {
	ID        int64       `json:"id" example:"301"`
	Kind      SubjectKind `json:"kind" enums:"post,comment,user"`
	Action    string      `json:"action" enums:"dismiss,remove,suspend"`
	Note      string      `json:"note"`
	Until     *time.Time  `json:"until" format:"date-time" extensions:"x-nullable"`
	CreatedAt time.Time   `json:"created_at" format:"date-time"`
}
