package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// notifyAuthor notifies a user of a decision about what they wrote or did, by a
// notification and a mail. If the account was erased, it does nothing.
func notifyAuthor(ctx context.Context, tx pgx.Tx, user, logID int64) (decided Decided, err error) {
	notified, err := queryOne(ctx, tx, pgx.RowTo[bool], `SELECT moderation_notify(@user, @log)`, pgx.StrictNamedArgs{"user": user, "log": logID})
	if err != nil {
		return decided, err
	}
	if notified {
		decided.Notified = []int64{user}
	}
	decided.EmailID, err = enqueueToOwner(ctx, tx, mailing{kind: social.ModerationMail, userID: user, logID: logID})
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return decided, err
}
