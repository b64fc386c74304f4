package email

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
)

// notify queues a notice to the user and handles its event, if any.
func (f function) notify(t testing.TB, kind social.MailKind, userID int64, device string) {
	t.Helper()
	id, err := store.Outbox{DB: f.db}.Notify(t.Context(), kind, userID, social.Act{Device: device, Place: "192.0.2.0/24"})
	if err == nil && id != 0 {
		err = f.send(t, id)
	}
	if err != nil {
		t.Error(err)
	}
}

// Every notice is sent at once, even while the address gets no other mails.
func TestNoticesAreNotHeldBackByOtherMails(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	address := factory.Email(owner.Username)
	for minute := range 6 { // strangers use up the address's daily limit of mails
		f.registerWith(t, fmt.Sprint("stranger_", minute), address)
		f.wait(t, "61 seconds")
	}
	before := f.sendGrid.count()[address]
	var bodies []string
	f.sendGrid.read = func(body string) { bodies = append(bodies, body) }
	for _, device := range []string{"Firefox on Linux", "Safari on iPhone"} {
		f.notify(t, social.NewDeviceMail, owner.ID, device)
	}
	f.notify(t, social.PasswordChangedMail, owner.ID, "curl")
	if got := f.sendGrid.count()[address] - before; before != social.MailsPerDay || got != 3 {
		t.Fatalf("%d mails of strangers, then %d notices; want %d and 3", before, got, social.MailsPerDay)
	}
	for i, want := range []string{"Firefox on Linux", "Safari on iPhone", "curl"} {
		wantText(t, bodies[i], []string{want, "192.0.2.0/24", "UTC", owner.Username, "/reset"}, []string{"/reset#"})
	}
}

func TestNoticesBeyondADaysLimitAreJoinedAndNotLost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	address := factory.Email(owner.Username)
	for n := range 3 * social.NoticesPerDay {
		f.notify(t, social.NewDeviceMail, owner.ID, fmt.Sprint("device ", n))
	}
	if got := f.sendGrid.count()[address]; got != social.NoticesPerDay {
		t.Fatalf("%d mails, want %d", got, social.NoticesPerDay)
	}
	bodies := make(chan string, 2)
	f.sendGrid.read = func(body string) { bodies <- body }
	f.wait(t, "24 hours")
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	if len(bodies) != 1 {
		t.Fatalf("%d mails the next day, want 1", len(bodies))
	}
	wantText(t, <-bodies, []string{fmt.Sprint("device ", 3*social.NoticesPerDay-1)}, nil)
}

func TestALinkIsMintedWhenItsMailIsSentAndOnlyItsHashIsStored(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	bodies := make(chan string, 1)
	f.sendGrid.read = func(body string) { bodies <- body }
	f.notify(t, social.EmailChangeNoticeMail, owner.ID, "curl")
	var mail struct{ Content []struct{ Value string } }
	if err := json.Unmarshal([]byte(<-bodies), &mail); err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(mail.Content[0].Value, "https://app.example.com/email/keep#")
	token, _, _ := strings.Cut(rest, "\n")
	sum := sha256.Sum256([]byte(token))
	var stored string
	err := f.db.QueryRow(t.Context(), `
		SELECT concat_ws(' ', kind, user_id = $1, address, expires_at - now() BETWEEN interval '7 days' - interval '1 minute' AND interval '7 days')
		FROM links WHERE hash = $2`, owner.ID, sum[:]).Scan(&stored)
	if want := "email_revert t " + factory.Email(owner.Username) + " t"; err != nil || stored != want {
		t.Errorf("stored %q, %v; want %q", stored, err, want)
	}
	if lines := strings.Join(log.Lines(""), ""); strings.Contains(lines, token) {
		t.Error("the token is in the log")
	}
}
