package social

import "time"

// The limits of unsolicited mails to one address, of all kinds together.
const (
	MailInterval = time.Minute // minimum between two mails
	MailsPerDay  = 5
)
