package social

import "time"

// The bounds of the mails that one address gets unasked, of all kinds together.
const (
	MailInterval = time.Minute // between two
	MailsPerDay  = 5
)
