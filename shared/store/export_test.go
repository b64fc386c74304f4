package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// LockRights locks the user as a deletion, a deactivation and a suspension do.
func LockRights(ctx context.Context, tx pgx.Tx, id int64) error {
	_, err := lockRights(ctx, tx, id, neighbours{})
	return err
}

// Notify queues a mail to the user as those changes do.
func Notify(ctx context.Context, tx pgx.Tx, kind social.MailKind, id int64) error {
	_, err := notify(ctx, tx, kind, id, social.Act{})
	return err
}
