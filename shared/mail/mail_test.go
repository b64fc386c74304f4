package mail

import (
	"encoding/json"
	"net/mail"
	"strings"
	"testing"

	"social.example/shared/social"
)

func config() Config {
	return Config{
		APIKey: "SG.key", Host: "https://api.sendgrid.com",
		From: "hello@example.com", FromName: "Social, Inc.", FrontendURL: "https://app.example.com", APIURL: "https://api.example.com",
	}
}

// sent is a request as SendGrid parses it.
type sent struct {
	From, To            mail.Address
	Subject, Text, HTML string
	Settings            struct {
		Sandbox struct {
			Enable bool `json:"enable"`
		} `json:"sandbox_mode"`
	}
	Tracking map[string]struct {
		Enable     bool `json:"enable"`
		EnableText bool `json:"enable_text"`
	}
}

// templates returns the names of all messages.
func templates() []string {
	names := []string{"activation", "already_registered", "deactivated", "deleted", "digest", "moderation"}
	for kind := range letters {
		names = append(names, string(kind))
	}
	return names
}

func build(t *testing.T, c Config, m Message) sent {
	t.Helper()
	body, err := c.build(m)
	if err != nil {
		t.Fatal(err)
	}
	var v3 struct {
		From             mail.Address
		Subject          string
		Personalizations []struct {
			To []struct{ Name, Email string }
		}
		Content          []struct{ Type, Value string }
		MailSettings     json.RawMessage `json:"mail_settings"`
		TrackingSettings json.RawMessage `json:"tracking_settings"`
	}
	if err := json.Unmarshal(body, &v3); err != nil {
		t.Fatal(err)
	}
	if len(v3.Personalizations) != 1 || len(v3.Personalizations[0].To) != 1 || len(v3.Content) != 2 ||
		v3.Content[0].Type != "text/plain" || v3.Content[1].Type != "text/html" {
		t.Fatalf("not one mail to one person in two forms: %s", body)
	}
	to := v3.Personalizations[0].To[0]
	s := sent{
		To: mail.Address{Name: to.Name, Address: to.Email}, Subject: v3.Subject,
		Text: v3.Content[0].Value, HTML: v3.Content[1].Value,
	}
	for raw, into := range map[*json.RawMessage]any{&v3.MailSettings: &s.Settings, &v3.TrackingSettings: &s.Tracking} {
		if len(*raw) == 0 {
			continue
		}
		if err := json.Unmarshal(*raw, into); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestActivationMailHasTheLinkAndTheName(t *testing.T) {
	t.Parallel()
	for _, frontend := range []string{"https://app.example.com", "https://app.example.com/"} {
		c := config()
		c.FrontendURL = frontend
		mail := build(t, c, Message{Template: "activation", To: "maya@example.com", Username: "maya", Links: []Link{{"maya", "T0KEN"}}})
		if mail.To.Address != "maya@example.com" || mail.To.Name != "maya" {
			t.Errorf("the mail is to %v, want maya and her address", mail.To)
		}
		if mail.Subject != "Confirm your e-mail address" {
			t.Errorf("the subject is %q, want Confirm your e-mail address", mail.Subject)
		}
		for _, form := range []string{mail.Text, mail.HTML} {
			if !strings.Contains(form, "https://app.example.com/confirm/T0KEN") || !strings.Contains(form, "maya") {
				t.Errorf("no link or no name in\n%s", form)
			}
		}
	}
}

func TestAlreadyRegisteredMailHasNoLinkToConfirm(t *testing.T) {
	t.Parallel()
	mail := build(t, config(), Message{Template: "already_registered", To: "maya@example.com", Username: "maya"})
	for _, form := range []string{mail.Text, mail.HTML} {
		if strings.Contains(form, "/confirm/") || !strings.Contains(form, "https://app.example.com") || !strings.Contains(form, "maya") {
			t.Errorf("a wrong link or no name in\n%s", form)
		}
	}
}

func TestNoMailIsTracked(t *testing.T) {
	t.Parallel()
	for _, template := range templates() {
		mail := build(t, config(), Message{Template: template, To: "maya@example.com", Username: "maya", Links: []Link{{"maya", "T"}}})
		for _, way := range []string{"click_tracking", "open_tracking", "subscription_tracking"} {
			if setting, ok := mail.Tracking[way]; !ok || setting.Enable || setting.EnableText {
				t.Errorf("%s: %s is not disabled", template, way)
			}
		}
	}
}

func TestSandboxModeIsRequested(t *testing.T) {
	t.Parallel()
	for _, sandbox := range []bool{true, false} {
		c := config()
		c.Sandbox = sandbox
		mail := build(t, c, Message{Template: "activation", To: "maya@example.com", Username: "maya", Links: []Link{{"maya", "T"}}})
		if mail.Settings.Sandbox.Enable != sandbox {
			t.Errorf("the sandbox mode is %t, want %t", mail.Settings.Sandbox.Enable, sandbox)
		}
	}
}

// Valid names and tokens have no such characters, but the templates must be safe
// on their own.
func TestTemplatesEscape(t *testing.T) {
	t.Parallel()
	const evil = `<script>alert("1")</script>{{.Link}}`
	for _, template := range templates() {
		mail := build(t, config(), Message{
			Template: template, To: "maya@example.com", Username: evil, Links: []Link{{evil, `"><img src=x>`}},
			Token: `"><img src=x>`, Act: social.Act{Device: evil, Place: evil},
		})
		for _, raw := range []string{"<script>", "<img", `""`} {
			if strings.Contains(mail.HTML, raw) {
				t.Errorf("%s has %s unescaped in\n%s", template, raw, mail.HTML)
			}
		}
		if !strings.Contains(mail.Text, evil) {
			t.Errorf("%s: the name is executed or changed in\n%s", template, mail.Text)
		}
	}
}

func TestUnknownTemplateIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := config().build(Message{Template: "newsletter"}); err == nil {
		t.Error("an unknown template was rendered")
	}
}

func TestConfigNamesItsInvalidSetting(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(*Config){
		"SENDGRID_HOST":     func(c *Config) { c.Host = "api.sendgrid.com" },
		"FRONTEND_URL":      func(c *Config) { c.FrontendURL = "javascript:alert(1)" },
		"API_URL":           func(c *Config) { c.APIURL = "api.example.com" },
		"MAIL_FROM":         func(c *Config) { c.From = "Social <hello@example.com>" },
		"MAIL_CONTACT":      func(c *Config) { c.Contact = "hello" },
		"MAIL_HOURLY_LIMIT": func(c *Config) { c.HourlyLimit = -1 },
	} {
		c := config()
		if err := c.Validate(); err != nil {
			t.Error(err)
		}
		set(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want an error about %s", err, name)
		}
	}
}
