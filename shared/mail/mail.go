// Package mail renders e-mails and sends them through SendGrid.
package mail

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	html "html/template"
	"net/url"
	"strings"
	text "text/template"
	"time"

	"github.com/sendgrid/sendgrid-go/helpers/mail"

	"social.example/shared/social"
)

// Config configures the mail service, the sender, and the target of links.
type Config struct {
	APIKey      string `envconfig:"SENDGRID_API_KEY" required:"true"`
	Host        string `envconfig:"SENDGRID_HOST" default:"https://api.sendgrid.com"`
	Sandbox     bool   `envconfig:"SENDGRID_SANDBOX" default:"false"` // SendGrid checks mails but does not deliver them
	From        string `envconfig:"MAIL_FROM" required:"true"`
	FromName    string `envconfig:"MAIL_FROM_NAME" required:"true"`
	Contact     string `envconfig:"MAIL_CONTACT"` // who reads replies to decisions of moderators; empty: From
	FrontendURL string `envconfig:"FRONTEND_URL" required:"true"`
	APIURL      string `envconfig:"API_URL" required:"true"`          // where mail programs send an unsubscription
	HourlyLimit int    `envconfig:"MAIL_HOURLY_LIMIT" default:"1000"` // for all mails together; 0: no limit
}

// Validate implements settings.Validator.
func (c *Config) Validate() error {
	for name, address := range map[string]string{"SENDGRID_HOST": c.Host, "FRONTEND_URL": c.FrontendURL, "API_URL": c.APIURL} {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return fmt.Errorf("%s must be an http:// or https:// address", name)
		}
	}
	if _, ok := social.NormalAddress(c.From); !ok {
		return errors.New("MAIL_FROM must be an e-mail address, without a name")
	}
	if _, ok := social.NormalAddress(c.contact()); !ok {
		return errors.New("MAIL_CONTACT must be an e-mail address, without a name")
	}
	if c.HourlyLimit < 0 {
		return errors.New("MAIL_HOURLY_LIMIT must not be negative")
	}
	return nil
}

// contact returns the address that reads replies.
func (c *Config) contact() string { return cmp.Or(c.Contact, c.From) }

//go:embed templates
var files embed.FS

var (
	htmlTemplates = html.Must(html.ParseFS(files, "templates/*.html"))
	textTemplates = text.Must(text.ParseFS(files, "templates/*.txt"))
)

// Message is an e-mail to one person. Template is activation, already_registered,
// deactivated, deleted, digest, moderation, or the kind of a letter. Username is the
// account that the e-mail is about.
type Message struct {
	Template string
	To       string
	Username string
	Links    []Link     // for an activation, one per registration
	Token    string     // of a letter's link, or empty
	Act      social.Act // what a letter reports
	Digest   Digest     // of a digest
	EraseAt  time.Time  // of a deleted account

	Statements []social.Statement // of the template moderation
}

// Link is the activation link of one registration.
type Link struct {
	Username string
	Token    string
}

// content is the data of the templates.
type content struct {
	Brand    string
	Username string
	Frontend string
	Links    []struct{ Username, URL string }
	Letter   letter
	URL      string // of the letter's link
	Act      social.Act
	Digest   Digest
	EraseAt  string

	Statements statements
	Contact    string // the Reply-To address; empty: none
}

// Single reports whether there is exactly one link.
func (c content) Single() bool { return len(c.Links) == 1 }

// When returns the time of the act in words.
func (c content) When() string { return date(c.Act.At) }

// build returns the message as a request body of SendGrid's API.
func (c Config) build(m Message) ([]byte, error) {
	data := content{
		Brand: c.FromName, Username: m.Username, Frontend: strings.TrimSuffix(c.FrontendURL, "/"),
		Act: m.Act, Digest: m.Digest, EraseAt: date(m.EraseAt),
	}
	data.Act.Device = inert(m.Act.Device) // a client chooses it
	if m.Template == string(social.ModerationMail) {
		data.Contact = c.contact()
		for _, s := range m.Statements {
			data.Statements = append(data.Statements, statement{s})
		}
	}
	template := m.Template
	if l, ok := letters[social.MailKind(m.Template)]; ok {
		template, data.Letter = "letter", l
		if m.Token != "" && l.Path != "" {
			data.URL = data.Frontend + l.Path + "#" + m.Token
		}
	}
	for _, link := range m.Links {
		data.Links = append(data.Links, struct{ Username, URL string }{link.Username, data.Frontend + "/confirm/" + link.Token})
	}
	addressee := m.Username
	if len(m.Links) > 1 {
		addressee = "" // it is unknown which username is the recipient's
	}
	var subject, plain, rich bytes.Buffer
	err := errors.Join(
		textTemplates.ExecuteTemplate(&subject, template+".subject.txt", data),
		textTemplates.ExecuteTemplate(&plain, template+".txt", data),
		htmlTemplates.ExecuteTemplate(&rich, template+".html", data),
	)
	if err != nil {
		return nil, fmt.Errorf("write the e-mail %s: %w", m.Template, err)
	}
	v3 := mail.NewSingleEmail(mail.NewEmail(c.FromName, c.From), strings.TrimSpace(subject.String()),
		mail.NewEmail(addressee, m.To), plain.String(), rich.String())
	if data.Contact != "" {
		v3.SetReplyTo(mail.NewEmail(c.FromName, data.Contact))
	}
	for name, value := range m.headers(c) {
		v3.SetHeader(name, value)
	}
	// Click tracking would reveal the token in the link to SendGrid. Subscription
	// tracking would add SendGrid's own unsubscribe links and headers, which do not
	// change our settings.
	v3.SetTrackingSettings(mail.NewTrackingSettings().
		SetClickTracking(mail.NewClickTrackingSetting().SetEnable(false).SetEnableText(false)).
		SetOpenTracking(mail.NewOpenTrackingSetting().SetEnable(false)).
		SetSubscriptionTracking(mail.NewSubscriptionTrackingSetting().SetEnable(false)))
	if c.Sandbox {
		v3.SetMailSettings(mail.NewMailSettings().SetSandboxMode(mail.NewSetting(true)))
	}
	return mail.GetRequestBody(v3), nil
}

// headers returns the headers that mark the mail as automatic (RFC 3834), so that
// programs do not reply to it, and the Feedback-ID by which mailbox providers
// count complaints: https://support.google.com/a/answer/6254652
func (m Message) headers(c Config) map[string]string {
	_, domain, _ := strings.Cut(c.From, "@")
	headers := map[string]string{
		"Auto-Submitted":           "auto-generated",
		"X-Auto-Response-Suppress": "All", // Exchange and Outlook, which do not read Auto-Submitted
		"Feedback-ID":              m.Template + ":account:" + domain,
	}
	// Only one-click unsubscription (RFC 8058) needs a token in a URL that a server
	// sees. The token can only turn the digest off. Request logs do not contain it: the
	// functions log the route instead of the path, and infra/gcp/logs.tf keeps the URL
	// out of Google's logs.
	if m.Digest.Unsubscribe != "" {
		headers["List-Unsubscribe"] = "<" + strings.TrimSuffix(c.APIURL, "/") + "/v1/notifications/unsubscribe/" + m.Digest.Unsubscribe + ">"
		headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
	}
	return headers
}
