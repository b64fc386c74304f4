// Package email is the function that sends e-mails. Pub/Sub triggers it: an event names
// an e-mail, or is the scheduler's tick, which runs a sweep.
//
// A failed e-mail is retried at three levels:
//
//   - shared/mail calls SendGrid up to Tries times, with short pauses.
//   - store.Outbox.Claim sets when the e-mail is due again. The pause doubles from a
//     minute to an hour. A sweep sends what is due, and gives up after Attempts.
//   - Pub/Sub redelivers an event whose outcome could not be recorded.
package email

import (
	"social.example/shared/boot"
	"social.example/shared/gcplog"
	"social.example/shared/mail"
	"social.example/shared/postgres"
	"social.example/shared/store"
)

// Config holds the settings of the function.
type Config struct {
	Log      gcplog.Config
	Postgres postgres.Config
	Mail     mail.Config
}

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) {
	db, err := postgres.Open(c.Postgres)
	if err != nil {
		return boot.Service{}, err
	}
	s := service{emails: store.Outbox{DB: db, HourLimit: c.Mail.HourlyLimit}, sender: mail.NewSender(c.Mail)}
	return boot.Service{Event: s.handle, Close: []func(){db.Close}}, nil
}

type service struct {
	emails store.Outbox
	sender *mail.Sender
}
