package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// tellAuthor tells a user of a decision about what they wrote or did, by a notification
// and a mail. An account that was erased is told nothing.
func tellAuthor(ctx context.Context, tx pgx.Tx, user, logID int64) (decided Decided, err error) {
	told, err := queryOne(ctx, tx, pgx.RowTo[bool], `SELECT moderation_notify(@user, @log)`, pgx.StrictNamedArgs{"user": user, "log": logID})
	if err != nil {
		return decided, err
	}
	if told {
		decided.Told = []int64{user}
	}
	decided.EmailID, err = enqueueToOwner(ctx, tx, mailing{kind: social.ModerationMail, userID: user, logID: logID})
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return decided, err
}
