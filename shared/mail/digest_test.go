package mail

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"social.example/shared/social"
)

func aDigest(lines ...string) Message {
	return Message{
		Template: "digest", To: "maya@example.com", Username: "maya",
		Digest: Digest{Unread: len(lines), Lines: lines, Unsubscribe: "T0KEN"},
	}
}

// headersOf returns the headers of the message as SendGrid gets them.
func headersOf(t *testing.T, m Message) map[string]string {
	t.Helper()
	body, err := config().build(m)
	if err != nil {
		t.Fatal(err)
	}
	var v3 struct{ Headers map[string]string }
	if err := json.Unmarshal(body, &v3); err != nil {
		t.Fatal(err)
	}
	return v3.Headers
}

func TestOnlyADigestOffersOneClickUnsubscription(t *testing.T) {
	t.Parallel()
	for _, template := range templates() {
		m := Message{Template: template, To: "maya@example.com", Username: "maya", Links: []Link{{"maya", "T"}}, Token: "T"}
		address, post := "", ""
		if template == "digest" {
			m = aDigest("Ana followed you")
			address, post = "<https://api.example.com/v1/notifications/unsubscribe/T0KEN>", "List-Unsubscribe=One-Click"
		}
		headers := headersOf(t, m)
		if headers["List-Unsubscribe"] != address || headers["List-Unsubscribe-Post"] != post {
			t.Errorf("%s: the headers are %v, want List-Unsubscribe %q and List-Unsubscribe-Post %q", template, headers, address, post)
		}
	}
}

func TestDigestListsUnreadNotificationsAndHasNoOtherLinks(t *testing.T) {
	t.Parallel()
	mail := build(t, config(), aDigest("Maya and 3 others liked your post “Title”", "Ana followed you"))
	if mail.Subject != "You have 2 unread notifications" {
		t.Errorf("the subject is %q, want 2 unread notifications", mail.Subject)
	}
	want := []string{"https://app.example.com/notifications", "https://app.example.com/unsubscribe#T0KEN"}
	for _, form := range []string{mail.Text, mail.HTML} {
		for _, text := range []string{"Maya and 3 others liked your post “Title”", "Ana followed you", "maya", "Social, Inc."} {
			if !strings.Contains(form, text) {
				t.Errorf("no %q in\n%s", text, form)
			}
		}
		got := address.FindAllString(form, -1)
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("it links to %v, want %v", got, want)
		}
	}
}

func TestADigestSaysHowManyAreUnread(t *testing.T) {
	t.Parallel()
	for unread, want := range map[int][2]string{
		1: {"You have 1 unread notification", ""}, 2: {"You have 2 unread notifications", "and 1 more"},
		99: {"You have 99 unread notifications", "and 98 more"}, 100: {"You have more than 99 unread notifications", "and more"},
	} {
		m := aDigest("Ana followed you")
		m.Digest.Unread = unread
		mail := build(t, config(), m)
		for _, form := range []string{mail.Text, mail.HTML} {
			if mail.Subject != want[0] || m.Digest.Rest() != want[1] || !strings.Contains(form, want[1]) {
				t.Errorf("%d unread: the subject is %q, want %q; the text must contain %q:\n%s", unread, mail.Subject, want[0], want[1], form)
			}
		}
	}
}

func TestLinesSayWhoDidWhat(t *testing.T) {
	t.Parallel()
	post, comment := &social.NotifiedPost{ID: 1, Title: "Title"}, &social.NotifiedComment{ID: 2, Content: "a private remark"}
	for _, row := range []struct {
		kind    social.NotificationKind
		count   int
		post    *social.NotifiedPost
		comment *social.NotifiedComment
		want    string
	}{
		{social.FollowNotification, 1, nil, nil, "Maya followed you"},
		{social.FollowNotification, 2, nil, nil, "Maya and Ben followed you"},
		{social.PostLikeNotification, 4, post, nil, "Maya and 3 others liked your post “Title”"},
		{social.PostLikeNotification, 99, post, nil, "Maya and 98 others liked your post “Title”"},
		{social.PostLikeNotification, 100, post, nil, "Maya and more than 98 others liked your post “Title”"},
		{social.CommentLikeNotification, 1, post, comment, "Maya liked your comment on “Title”"},
		{social.CommentNotification, 1, post, comment, "Maya commented on your post “Title”"},
		{social.ReplyNotification, 1, post, comment, "Maya replied to your comment on “Title”"},
		{social.MentionNotification, 1, post, nil, "Maya mentioned you in the post “Title”"},
		{social.MentionNotification, 1, post, comment, "Maya mentioned you in a comment on “Title”"},
		{social.ModerationNotification, 1, post, nil, "A moderator decided about your post “Title”"},
		{social.ModerationNotification, 1, post, comment, "A moderator decided about your comment on “Title”"},
	} {
		n := social.Notification{
			Kind: row.kind, ActorsCount: row.count, Post: row.post, Comment: row.comment,
			Actors: []social.Author{{DisplayName: "Maya"}, {DisplayName: "Ben"}}[:min(2, row.count)],
		}
		if got := Line(n); got != row.want {
			t.Errorf("%s of %d: %q, want %q", row.kind, row.count, got, row.want)
		}
	}
}

// What users write must not become a link or another line of our mail.
func TestLinesAreInert(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain. It stays, as 3:1":                  "plain. It stays, as 3:\u200b1",
		"www.evil.example":                         "www.\u200bevil.\u200bexample",
		"https://evil.example/x":                   "https://\u200bevil.\u200bexample/x",
		"evil。example":                             "evil。\u200bexample",
		"pay@evil":                                 "pay@\u200bevil",
		"tel:0900":                                 "tel:\u200b0900",
		"first\r\nsecond\u2028third\u0085\t":       "first  second third  ",
		"\u202eevil\u202c \u2066x\u2069\u200f":     "evil x",
		"مايا":                                     "\u2068مايا\u2069",
		"👩‍👩‍👧":                                    "👩‍👩‍👧",
		`<script>alert("1")</script>{{.Username}}`: `<script>alert("1")</script>{{.\u200bUsername}}`,
	} {
		want = strings.ReplaceAll(want, `\u200b`, "\u200b")
		n := social.Notification{Kind: social.FollowNotification, ActorsCount: 1, Actors: []social.Author{{DisplayName: text}}}
		line := Line(n)
		if line != want+" followed you" {
			t.Errorf("%q became %q, want %q", text, line, want)
		}
		mail := build(t, config(), aDigest(line))
		if strings.Contains(mail.HTML, "<script") || !strings.Contains(mail.Text, "- "+line+"\n") {
			t.Errorf("want %q escaped in\n%s\nand unchanged in\n%s", line, mail.HTML, mail.Text)
		}
	}
}
