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
