package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
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

// readMails reads the mails about the user's account, and those that were requested for
// its address, which name no account.
func readMails(ctx context.Context, tx pgx.Tx, id int64, row func(any) error) error {
	forms, err := addressForms(ctx, tx, id)
	if err != nil {
		return err
	}
	const mails = `SELECT kind, recipient::text, created_at, sent_at, failed_at, acted_at, device, place FROM emails`
	return eachRow(ctx, tx, "export_mails", pgx.RowToStructByPos[exportedMail], mails+` WHERE user_id = @viewer
		UNION ALL
		`+mails+` WHERE user_id IS NULL AND recipient = ANY (@forms::text[]::citext[])`,
		pgx.StrictNamedArgs{"viewer": id, "forms": forms}, row)
}
