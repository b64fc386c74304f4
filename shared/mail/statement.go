package mail

import (
	"fmt"
	"slices"
	"time"

	"social.example/shared/social"
)

// statements are the decisions that one mail reports.
type statements []statement

// Title is the subject of the mail.
func (s statements) Title() string {
	if len(s) == 1 {
		return s[0].Title()
	}
	return fmt.Sprintf("%d decisions about your account", len(s))
}

// Several reports whether each statement needs a title of its own.
func (s statements) Several() bool { return len(s) > 1 }

// CanAppeal reports whether a decision is against the recipient.
func (s statements) CanAppeal() bool { return slices.ContainsFunc(s, statement.CanAppeal) }

// statement is a decision of a moderator in words.
type statement struct{ social.Statement }

// excerptLength is how much of a comment a statement shows, in code points.
const excerptLength = 200

// subject names what the decision is about.
func (s statement) subject() string {
	switch s.Kind {
	case social.PostSubject:
		return "post"
	case social.CommentSubject:
		return "comment"
	default:
		return "account"
	}
}

// Title says what was decided.
func (s statement) Title() string {
	switch s.Action {
	case social.Suspend:
		return "Your account is suspended"
	case social.Restore:
		return "Your " + s.subject() + " is back"
	default:
		return "Your " + s.subject() + " was removed"
	}
}

// Effect says what the decision does.
func (s statement) Effect() string {
	switch {
	case s.Action == social.Suspend && s.Until != nil:
		return "A moderator suspended your account. You can't sign in, and nobody sees what you\nwrote, until " + date(*s.Until) + "."
	case s.Action == social.Suspend:
		return "A moderator suspended your account. You can't sign in, and nobody sees what you\nwrote. The suspension has no end."
	case s.Action == social.Restore:
		return "A moderator looked at it again. Everybody can see it as before."
	case s.Kind == social.PostSubject:
		return "A moderator removed it. Only you and moderators can read it."
	default:
		return "A moderator removed it. Others can't read it any more."
	}
}

// Excerpt is the beginning of what the decision is about, as one line, or empty.
func (s statement) Excerpt() string {
	text := []rune(inert(s.Text))
	if len(text) > excerptLength {
		text = append(text[:excerptLength], '…')
	}
	return string(text)
}

// CanAppeal reports whether the decision is against the recipient.
func (s statement) CanAppeal() bool { return s.Action != social.Restore }

func date(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
