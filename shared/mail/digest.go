package mail

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"social.example/shared/social"
)

// DigestLines is how many notifications a digest lists.
const DigestLines = 10

// Digest is the content of a digest.
type Digest struct {
	Unread      int      // 100 means more than 99
	Lines       []string // the newest notifications, made by Line
	Unsubscribe string   // the token that turns the digest off
}

// Count returns the number of unread notifications in words.
func (d Digest) Count() string {
	switch {
	case d.Unread == 1:
		return "1 unread notification"
	case d.Unread >= social.NotificationCount:
		return fmt.Sprintf("more than %d unread notifications", social.NotificationCount-1)
	default:
		return fmt.Sprintf("%d unread notifications", d.Unread)
	}
}

// Rest says how many notifications the lines leave out, or is empty.
func (d Digest) Rest() string {
	switch rest := d.Unread - len(d.Lines); {
	case rest <= 0:
		return ""
	case d.Unread >= social.NotificationCount:
		return "and more"
	default:
		return fmt.Sprintf("and %d more", rest)
	}
}

// Line returns the notification as one line of plain text.
func Line(n social.Notification) string {
	who := actors(n)
	in, on := "", ""
	if n.Post != nil {
		in = " “" + inert(n.Post.Title) + "”"
		on = " on" + in
	}
	switch n.Kind {
	case social.FollowNotification:
		return who + " followed you"
	case social.PostLikeNotification:
		return who + " liked your post" + in
	case social.CommentLikeNotification:
		return who + " liked your comment" + on
	case social.CommentNotification:
		return who + " commented on your post" + in
	case social.ReplyNotification:
		return who + " replied to your comment" + on
	case social.MentionNotification:
		if n.Comment != nil {
			return who + " mentioned you in a comment" + on
		}
		return who + " mentioned you in the post" + in
	case social.ModerationNotification:
		if n.Moderation != nil && n.Moderation.Reported {
			return "A moderator dealt with your report"
		}
		if n.Moderation != nil && n.Moderation.Action == social.Suspend {
			return "A moderator suspended your account"
		}
		if n.Comment != nil {
			return "A moderator decided about your comment" + on
		}
		return "A moderator decided about your post" + in
	default:
		return who + " did something that concerns you"
	}
}

// actors names the newest actor of the notification, and how many others there are.
func actors(n social.Notification) string {
	if len(n.Actors) == 0 {
		return "Somebody"
	}
	first := inert(n.Actors[0].DisplayName)
	switch others := n.ActorsCount - 1; {
	case others <= 0:
		return first
	case others == 1 && len(n.Actors) > 1:
		return first + " and " + inert(n.Actors[1].DisplayName)
	case others == 1:
		return first + " and 1 other"
	case n.ActorsCount >= social.NotificationCount:
		return fmt.Sprintf("%s and more than %d others", first, others-1)
	default:
		return fmt.Sprintf("%s and %d others", first, others)
	}
}

// linkable matches what mail programs turn into links: dots within a word, and the
// start of an address.
var linkable = regexp.MustCompile(`([.。．｡]|:/*|@)([^\s])`)

// rightToLeft are the scripts that are written in that direction.
var rightToLeft = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Nko, unicode.Syriac, unicode.Thaana}

// inert returns a name or title of a user as text that can't become a link or another
// line, or change the direction of the text around it. An invisible zero width space
// breaks links.
func inert(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		default:
			return r
		}
	}, text)
	text = linkable.ReplaceAllString(text, "$1\u200b$2")
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, rightToLeft...) }) {
		text = "\u2068" + text + "\u2069" // isolated: Unicode Standard Annex 9, section 2.5
	}
	return text
}
