package social

import "time"

// Measure is what a moderator or an admin does.
type Measure string

// The measures.
const (
	Dismiss    Measure = "dismiss"
	Remove     Measure = "remove"
	Suspend    Measure = "suspend"
	Restore    Measure = "restore"
	Lift       Measure = "lift" // a suspension ended
	AssignRole Measure = "role"
	Deactivate Measure = "deactivate"
	Reactivate Measure = "reactivate"
	Edit       Measure = "edit"
	Delete     Measure = "delete"
)

// ResolutionDraft resolves a case.
type ResolutionDraft struct {
	Action Measure `json:"action" enums:"dismiss,remove,suspend"`
	// The end of a suspension; without it, the suspension is indefinite
	Until *time.Time `json:"until,omitempty" format:"date-time" extensions:"x-nullable"`
	// The reason, which the author gets to read
	Note string `json:"note" minLength:"1" maxLength:"$NoteLength"`
}

// Nullable returns the fields that may be null.
func (ResolutionDraft) Nullable() []string { return []string{"until"} }

// Validate returns the invalid fields, each with the rule it breaks.
func (d ResolutionDraft) Validate() map[string]string {
	var p problems
	p.check("action", d.Action == Dismiss || d.Action == Remove || d.Action == Suspend, "must be one of dismiss, remove, suspend")
	p.check("until", d.Until == nil || d.Action != Dismiss && d.Action != Remove, "must come with suspend only")
	p.check("until", d.Until == nil || d.Until.After(time.Now()), "must be in the future")
	p.check("until", d.Until == nil || d.Until.UTC().Year() <= 9999, "must be before the year 10000 in UTC")
	p.text("note", d.Note, NoteLength)
	return p.fields
}

// LogEntry is one action of a moderator or an admin.
type LogEntry struct {
	ID        int64     `json:"id" example:"71"`
	CreatedAt time.Time `json:"created_at" format:"date-time"`
	// null if it was the system, or the account was erased
	Moderator *Author     `json:"moderator" extensions:"x-nullable"`
	Action    Measure     `json:"action" enums:"dismiss,remove,suspend,restore,lift,role,deactivate,reactivate,edit,delete"`
	Kind      SubjectKind `json:"kind" enums:"post,comment,user"`
	SubjectID int64       `json:"subject_id" example:"1001"`
	// The user whom it affects; null if the account was erased
	User *Author `json:"user" extensions:"x-nullable"`
	// The reason of a resolution, or the new role
	Note  string     `json:"note"`
	Until *time.Time `json:"until" format:"date-time" extensions:"x-nullable"`
	// The case that was resolved
	ReportID *int64 `json:"report_id" extensions:"x-nullable"`
}
