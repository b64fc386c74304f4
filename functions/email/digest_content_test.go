package email

import (
	"encoding/json"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/token"
)

func TestDigestListsUnreadNotificationsAndHowToUnsubscribe(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.reader(t)
	post := factory.Post(t, f.db, user)
	var last social.Actor
	for range 3 {
		last = f.gain(t, user)
	}
	if _, err := (store.Reactions{DB: f.db}).Add(t.Context(), store.PostLike, last.ID, post.ID, post.ID); err != nil {
		t.Fatal(err)
	}
	bodies := make(chan string, 1)
	f.sendGrid.read = func(body string) { bodies <- body }
	f.wantMails(t, "due", user, 1)
	var mail struct {
		Subject string
		Headers map[string]string
		Content []struct{ Value string }
	}
	if err := json.Unmarshal([]byte(<-bodies), &mail); err != nil {
		t.Fatal(err)
	}
	want := []string{
		last.Username + " liked your post “", last.Username + " and 2 others followed you", user.Username,
		"https://app.example.com/notifications", "https://app.example.com/unsubscribe#",
	}
	for _, part := range mail.Content {
		wantText(t, part.Value, want, []string{"/confirm/", "api.example.com"})
	}
	if mail.Subject != "You have 2 unread notifications" || mail.Headers["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click" {
		t.Errorf("subject %q, headers %v, want 2 unread and one-click", mail.Subject, mail.Headers)
	}
	text, ok := strings.CutPrefix(strings.Trim(mail.Headers["List-Unsubscribe"], "<>"), "https://api.example.com/v1/notifications/unsubscribe/")
	unsubscribe, valid := token.ParseUnsubscribe(text)
	if !ok || !valid || unsubscribe.UserID != user.ID || !strings.Contains(mail.Content[0].Value, "#"+text+"\n") {
		t.Fatalf("headers %v, want the link of the text", mail.Headers)
	}
	notifications := store.Notifications{DB: f.db}
	if err := notifications.Unsubscribe(t.Context(), unsubscribe.UserID, unsubscribe.KeyHash()); err != nil {
		t.Fatal(err)
	}
	if settings, err := notifications.Settings(t.Context(), user.ID); err != nil || settings.Digest != social.NoDigest {
		t.Errorf("the digest is %s, %v; want off", settings.Digest, err)
	}
	if lines := strings.Join(log.Lines(""), ""); strings.Contains(lines, text) || strings.Contains(lines, factory.Email(user.Username)) {
		t.Error("the token or the address is in the log")
	}
}

func TestDigestListsTheNewestTen(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.reader(t)
	fan := factory.User(t, f.db, social.Member)
	for range 12 {
		post := factory.Post(t, f.db, user)
		if _, err := (store.Reactions{DB: f.db}).Add(t.Context(), store.PostLike, fan.ID, post.ID, post.ID); err != nil {
			t.Fatal(err)
		}
	}
	bodies := make(chan string, 1)
	f.sendGrid.read = func(body string) { bodies <- body }
	f.wantMails(t, "due", user, 1)
	var mail struct{ Content []struct{ Value string } }
	if err := json.Unmarshal([]byte(<-bodies), &mail); err != nil {
		t.Fatal(err)
	}
	if text := mail.Content[0].Value; strings.Count(text, "\n- ") != 10 || !strings.Contains(text, "and 2 more") || !strings.Contains(text, "12 unread") {
		t.Errorf("got\n%s\nwant 10 of 12 notifications", text)
	}
}
