package inbox

import (
	"fmt"
	netmail "net/mail"
)

// mail is the part of SendGrid's request body that we check:
// https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send
type mail struct {
	Personalizations []personalization `json:"personalizations"`
	From             address           `json:"from"`
	Subject          string            `json:"subject"`
	Content          []content         `json:"content"`
	Settings         struct {
		Sandbox struct {
			Enable bool `json:"enable"`
		} `json:"sandbox_mode"`
	} `json:"mail_settings"`
}

type personalization struct {
	To      []address `json:"to"`
	Subject string    `json:"subject"`
}

type address struct {
	Email string `json:"email"`
	Name  string `json:"name"`
}

type content struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

// failure is one error of SendGrid's response, in SendGrid's words where we know
// them.
type failure struct {
	Message string  `json:"message"`
	Field   *string `json:"field"`
	Help    any     `json:"help"`
}

func wrong(field, message string) []failure { return []failure{{Message: message, Field: &field}} }

// check returns the errors of the mail, or nil.
func (m mail) check() []failure {
	if len(m.Personalizations) == 0 {
		return wrong("personalizations", "The personalizations field is required and must have at least one personalization.")
	}
	for i, p := range m.Personalizations {
		if failures := p.check(i, m.Subject); failures != nil {
			return failures
		}
	}
	if !m.From.valid() {
		return wrong("from.email", "The from email does not contain a valid address.")
	}
	return m.checkContent()
}

func (p personalization) check(i int, subject string) []failure {
	if len(p.To) == 0 {
		return wrong(fmt.Sprintf("personalizations.%d.to", i), "The to array is required for all personalization objects, and must have at least one email object with a valid email address.")
	}
	for j, to := range p.To {
		if !to.valid() {
			return wrong(fmt.Sprintf("personalizations.%d.to.%d.email", i, j), "Does not contain a valid address.")
		}
	}
	if p.Subject == "" && subject == "" {
		return wrong("subject", "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.")
	}
	return nil
}

func (m mail) checkContent() []failure {
	if len(m.Content) == 0 {
		return wrong("content", "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.")
	}
	for i, c := range m.Content {
		if c.Type == "" || c.Value == "" {
			return wrong(fmt.Sprintf("content.%d.value", i), "The content value must be a string at least one character in length.")
		}
		if c.Type == "text/plain" && i > 0 {
			return wrong("content", "If present, text/plain and text/html may only be provided once, and text/plain must be first.")
		}
	}
	return nil
}

func (a address) valid() bool {
	parsed, err := netmail.ParseAddress(a.Email)
	return err == nil && parsed.Address == a.Email
}

// messages returns one message per recipient.
func (m mail) messages() []Message {
	var messages []Message
	for _, p := range m.Personalizations {
		message := Message{Subject: p.Subject, Text: m.body("text/plain"), HTML: m.body("text/html")}
		if message.Subject == "" {
			message.Subject = m.Subject
		}
		for _, to := range p.To {
			message.To = to.Email
			messages = append(messages, message)
		}
	}
	return messages
}

func (m mail) body(contentType string) string {
	for _, c := range m.Content {
		if c.Type == contentType {
			return c.Value
		}
	}
	return ""
}
