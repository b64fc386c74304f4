package mail

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
)

func TestStatementsSayWhatWasDecidedWhyAndHowToAppeal(t *testing.T) {
	t.Parallel()
	until := time.Date(2026, 12, 24, 18, 30, 0, 0, time.UTC)
	for _, row := range []struct {
		statement social.Statement
		subject   string
		want      []string
		appeals   bool
	}{
		{
			social.Statement{Action: social.Remove, Kind: social.PostSubject, Text: "Buy now", Note: "advertising"},
			"Your post was removed",
			[]string{"Only you and moderators", "Buy now", "Reason:", "advertising"},
			true,
		},
		{
			social.Statement{Action: social.Remove, Kind: social.CommentSubject, Text: strings.Repeat("é", 1000), Note: "hate"},
			"Your comment was removed",
			[]string{strings.Repeat("é", 200) + "…", "hate"},
			true,
		},
		{
			social.Statement{Action: social.Suspend, Kind: social.UserSubject, Note: "insults", Until: &until},
			"Your account is suspended",
			[]string{"24 December 2026, 18:30 UTC", "insults"},
			true,
		},
		{
			social.Statement{Action: social.Suspend, Kind: social.PostSubject, Text: "Buy now", Note: "insults"},
			"Your account is suspended",
			[]string{"no end", "Buy now", "insults"},
			true,
		},
		{
			social.Statement{Action: social.Restore, Kind: social.PostSubject, Text: "Buy now"},
			"Your post is back",
			[]string{"Buy now"},
			false,
		},
	} {
		c := config()
		c.Contact = "appeals@example.com"
		mail := build(t, c, Message{Template: "moderation", To: "maya@example.com", Username: "maya", Statements: []social.Statement{row.statement}})
		if mail.Subject != row.subject {
			t.Errorf("the subject is %q, want %q", mail.Subject, row.subject)
		}
		for _, form := range []string{mail.Text, mail.HTML} {
			for _, want := range append(row.want, "maya", "Social, Inc.") {
				if !strings.Contains(form, want) {
					t.Errorf("no %q in\n%s", want, form)
				}
			}
			if strings.Contains(form, "appeals@example.com") != row.appeals || strings.Contains(form, "do not reply") {
				t.Errorf("%s: a way to appeal is wanted: %v, in\n%s", row.subject, row.appeals, form)
			}
		}
	}
}

func TestOneMailHasSeveralDecisionsWithTheirReasons(t *testing.T) {
	t.Parallel()
	decided := []social.Statement{
		{Action: social.Remove, Kind: social.PostSubject, Text: "Buy now", Note: "advertising"},
		{Action: social.Remove, Kind: social.CommentSubject, Text: "Fool", Note: "insults"},
		{Action: social.Restore, Kind: social.PostSubject, Text: "Sunrise"},
	}
	c := config()
	c.Contact = "appeals@example.com"
	for n, appeals := range []bool{true, true, false} { // nobody appeals against the last one
		mail := build(t, c, Message{Template: "moderation", To: "maya@example.com", Username: "maya", Statements: append(decided[n:], decided[2])})
		if want := fmt.Sprint(4-n, " decisions about your account"); mail.Subject != want {
			t.Errorf("the subject is %q, want %q", mail.Subject, want)
		}
		for _, form := range []string{mail.Text, mail.HTML} {
			at := 0
			for _, s := range decided[n:] {
				for _, want := range []string{statement{s}.Title(), s.Text, s.Note} {
					found := strings.Index(form[at:], want)
					if at += max(found, 0); found < 0 {
						t.Errorf("no %q after the decision before it in\n%s", want, form)
					}
				}
			}
			if strings.Contains(form, "appeals@example.com") != appeals {
				t.Errorf("a way to appeal is wanted: %v, in\n%s", appeals, form)
			}
		}
	}
}

func TestRepliesToDecisionsGoToTheContact(t *testing.T) {
	t.Parallel()
	for contact, want := range map[string]string{"": "hello@example.com", "appeals@example.com": "appeals@example.com"} {
		c := config()
		c.Contact = contact
		body, err := c.build(Message{Template: "moderation", To: "maya@example.com", Username: "maya", Statements: []social.Statement{{Action: social.Remove}}})
		if err != nil || !strings.Contains(string(body), `"reply_to":{"name":"Social, Inc.","email":"`+want+`"}`) {
			t.Errorf("%v, no reply address %s in\n%s", err, want, body)
		}
		if body, err := c.build(aLetter(social.PasswordChangedMail)); err != nil || strings.Contains(string(body), "reply_to") {
			t.Errorf("%v, a letter has a reply address: %s", err, body)
		}
	}
}
