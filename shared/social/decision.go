package social

import "time"

// Decision is the content of a notification of the kind moderation. It names neither the
// moderator nor a reporter.
type Decision struct {
	Action Measure `json:"action" enums:"dismiss,remove,suspend,restore"`
	// The reason; empty if you reported it
	Note  string     `json:"note"`
	Until *time.Time `json:"until" format:"date-time" extensions:"x-nullable"`
	// Whether you reported the subject rather than wrote it
	Reported bool `json:"reported"`
}

// Statement is what the mail to the author of a decision says (Regulation (EU)
// 2022/2065, Article 17).
type Statement struct {
	Action Measure
	Kind   SubjectKind
	Text   string // the title of the post, or the content of the comment; empty: it is gone
	Note   string
	Until  *time.Time // the end of a suspension; nil: none
}
