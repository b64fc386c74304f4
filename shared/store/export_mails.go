package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// exportedMail is a mail of the last 30 days to the user. ActedAt, Device and Place say
// when and from where it was caused.
type exportedMail struct {
	Kind      string     `json:"kind"`
	Recipient string     `json:"recipient"`
	CreatedAt time.Time  `json:"created_at"`
	SentAt    *time.Time `json:"sent_at"`
	FailedAt  *time.Time `json:"failed_at,omitempty"`
	ActedAt   time.Time  `json:"acted_at"`
	Device    string     `json:"device"`
	Place     string     `json:"place"`
}

// ownAddress is the condition that the e-mail m to the user @viewer went to an address
// that is the user's now, or became it later. A mail to a new address that was only
// requested is not exported: there is none if the address has an account, so it would
// tell whether it has.
const ownAddress = `(m.kind <> '` + string(social.EmailChangeMail) + `' OR m.recipient = ANY (@forms::text[]::citext[])
	OR EXISTS (
		SELECT FROM emails c
		WHERE c.user_id = @viewer AND c.kind = '` + string(social.EmailChangedMail) + `' AND c.recipient = m.recipient AND c.created_at >= m.created_at))`

// readMails reads the mails about the user's account, and those that were requested for
// its address, which name no account.
func readMails(ctx context.Context, tx pgx.Tx, id int64, row func(any) error) error {
	forms, err := addressForms(ctx, tx, id)
	if err != nil {
		return err
	}
	const mails = `SELECT kind, recipient::text, created_at, sent_at, failed_at, acted_at, device, place FROM emails m`
	return eachRow(ctx, tx, "export_mails", pgx.RowToStructByPos[exportedMail], mails+` WHERE m.user_id = @viewer AND `+ownAddress+`
		UNION ALL
		`+mails+` WHERE m.user_id IS NULL AND m.recipient = ANY (@forms::text[]::citext[])`,
		pgx.StrictNamedArgs{"viewer": id, "forms": forms}, row)
}
