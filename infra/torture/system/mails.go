package system

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/local/inbox"
)

// Settle advances time until all mails are sent or have failed: it makes them due,
// expires claims and runs sweeps.
func (s *System) Settle(t testing.TB, db *pgxpool.Pool) {
	t.Helper()
	for range 1000 {
		var open int
		err := db.QueryRow(t.Context(), `
			WITH sent AS (
				UPDATE deliveries SET handed_at = handed_at - interval '2 seconds'
			), aged AS (
				UPDATE emails SET due_at = least(due_at - interval '61 seconds', now()), claimed_until = claimed_until - interval '2 seconds'
				WHERE sent_at IS NULL AND failed_at IS NULL RETURNING id
			)
			SELECT count(*) FROM aged`).Scan(&open)
		if err != nil {
			t.Fatal(err)
		}
		if open == 0 {
			return
		}
		s.Sweep(t)
		time.Sleep(200 * time.Millisecond)
	}
	t.Error("some mails are never sent")
}

var link = regexp.MustCompile(`/confirm/([\w-]+)`)

// Mails returns the activation tokens that were mailed to each address, newest
// first. A mail without an activation link has an empty token.
func (s *System) Mails(t testing.TB) map[string][]string {
	t.Helper()
	mails := map[string][]string{}
	for _, m := range s.messages(t) {
		token := ""
		if match := link.FindStringSubmatch(m.Text); match != nil {
			token = match[1]
		}
		mails[m.To] = append(mails[m.To], token)
	}
	return mails
}

var anyLink = regexp.MustCompile(`/(confirm|reset|email|restore)(?:/keep)?[/#]([\w-]+)`)

// Link is a link of a mail to a page of the web app.
type Link struct{ To, Page, Token string }

// Links returns the links of all mails, of the newest mail first.
func (s *System) Links(t testing.TB) (links []Link) {
	t.Helper()
	for _, m := range s.messages(t) {
		for _, match := range anyLink.FindAllStringSubmatch(m.Text, -1) {
			links = append(links, Link{m.To, match[1], match[2]})
		}
	}
	return links
}

// messages returns all mails, newest first.
func (s *System) messages(t testing.TB) (messages []inbox.Message) {
	t.Helper()
	response, err := Client.Get(s.SendGrid.URL + "/api/messages")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&messages); err != nil {
		t.Fatal(err)
	}
	return messages
}
