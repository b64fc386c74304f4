package mail

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
)

// aLetter returns a message with the letter of the kind.
func aLetter(kind social.MailKind) Message {
	return Message{
		Template: string(kind), To: "maya@example.com", Username: "maya", Token: "T0KEN",
		Act: social.Act{At: time.Date(2026, 11, 27, 19, 5, 0, 0, time.UTC), Device: "Firefox on Linux", Place: "192.0.2.0/24"},
	}
}

var address = regexp.MustCompile(`https?://[^\s"<]+`)

func TestLettersSayWhatHappenedWhenAndWhere(t *testing.T) {
	t.Parallel()
	for kind, l := range letters {
		mail := build(t, config(), aLetter(kind))
		if mail.Subject != l.Subject || mail.To.Name != "maya" {
			t.Errorf("%s: the subject is %q and the mail is to %v, want %q to maya", kind, mail.Subject, mail.To, l.Subject)
		}
		want := []string{l.Text, "maya", l.Note, "Social, Inc."}
		if l.About != "" {
			want = append(want, l.About+": 27 November 2026, 19:05 UTC", "Device: Firefox on Linux", "Place: 192.0.2.0/24")
		}
		for _, form := range []string{mail.Text, mail.HTML} {
			for _, text := range want {
				if !strings.Contains(form, text) {
					t.Errorf("%s: no %q in\n%s", kind, text, form)
				}
			}
		}
		if l.About == "" && strings.Contains(mail.Text+mail.HTML, "Firefox") {
			t.Errorf("%s names the device although it is another person's", kind)
		}
	}
}

// A token is in the fragment of its link, which browsers send to no server. The only other
// link leads to the page that requests a password reset.
func TestLetterLinksHaveTheTokenInTheFragmentOrLeadToTheResetPage(t *testing.T) {
	t.Parallel()
	for kind, l := range letters {
		for _, token := range []string{"T0KEN", ""} {
			message := aLetter(kind)
			message.Token = token
			var want []string
			if token != "" && l.Path != "" {
				want = append(want, "https://app.example.com"+l.Path+"#T0KEN")
			}
			if l.Alarm {
				want = append(want, "https://app.example.com/reset")
			}
			mail := build(t, config(), message)
			for _, form := range []string{mail.Text, mail.HTML} {
				got := address.FindAllString(form, -1)
				slices.Sort(got)
				if got = slices.Compact(got); !slices.Equal(got, want) {
					t.Errorf("%s links to %v, want %v in\n%s", kind, got, want, form)
				}
			}
		}
	}
}

func TestLettersFitAPlainTextLine(t *testing.T) {
	t.Parallel()
	for kind := range letters {
		for line := range strings.Lines(build(t, config(), aLetter(kind)).Text) {
			if len(line) > 81 {
				t.Errorf("%s: %q has more than 80 bytes", kind, line)
			}
		}
	}
}

func TestUnknownPlaceAndDevice(t *testing.T) {
	t.Parallel()
	message := aLetter(social.NewDeviceMail)
	message.Act.Device, message.Act.Place = "", ""
	if mail := build(t, config(), message); !strings.Contains(mail.Text, "Device: unknown\nPlace: unknown\n") {
		t.Errorf("want an unknown device and place in\n%s", mail.Text)
	}
}

// The device name comes from the client, so it must not become a clickable link in our
// mail.
func TestDeviceNameIsNotALink(t *testing.T) {
	t.Parallel()
	m := Message{Template: string(social.PasswordResetMail), To: "ann@example.com", Act: social.Act{Device: "www.evil.example"}}
	mail := build(t, config(), m)
	if strings.Contains(mail.Text+mail.HTML, "www.evil.example") || !strings.Contains(mail.Text, "www.") {
		t.Errorf("want a device name that is not a link in\n%s\n%s", mail.Text, mail.HTML)
	}
}
