package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Decided is the result of a decision and the users it notified.
type Decided struct {
	Case      int64         // the case that was closed, or 0
	Suspended *social.Actor // the user who was suspended
	Notified  []int64       // the users with a new notification
	EmailID   int64         // of the mail to the author that is to be sent now, or 0
}

// Resolve closes the case of the report and applies its resolution. If several resolve
// one case at once, one succeeds, and the others get a Conflict fault. by is the
// moderator; a case about them is Forbidden. Unless it dismisses the case, it notifies
// the author; Notify notifies the reporters. After a suspension, Settle hides what is
// left. The resolution of a suspension, the log and the statement of reasons name the
// end that is in force.
func (s Moderation) Resolve(ctx context.Context, by, report int64, draft social.ResolutionDraft) (decided Decided, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		decided = Decided{}
		type open struct {
			ID      int64
			Kind    social.SubjectKind
			Subject int64
			Author  int64
			Closed  bool
		}
		c, err := queryOne(ctx, tx, pgx.RowToStructByPos[open], `
			SELECT id, kind, subject_id, author_id, closed_at IS NOT NULL FROM cases
			WHERE id = (SELECT case_id FROM reports WHERE id = @id)`,
			pgx.StrictNamedArgs{"id": report})
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return errNoCase
		case err != nil:
			return err
		case c.Author == by:
			return errOwnCase
		case c.Closed:
			return errClosed
		case draft.Action == social.Remove && c.Kind == social.UserSubject:
			return fault.InvalidFields(map[string]string{"action": "must be dismiss or suspend: a user can't be removed"})
		}
		// Users, posts and comments are locked before the case, as everywhere.
		var suspended *social.Actor
		var until *time.Time
		switch draft.Action {
		case social.Remove:
			err = takeDown(ctx, tx, c.Kind, c.Subject)
		case social.Suspend:
			suspended, until, err = suspend(ctx, tx, by, c.Author, draft.Until)
		}
		if err != nil {
			return err
		}
		entry := logged{
			by: by, action: draft.Action, kind: c.Kind, subject: c.Subject, user: c.Author,
			report: &c.ID, until: until, note: draft.Note,
		}
		logID, err := addLog(ctx, tx, entry)
		if err != nil {
			return err
		}
		if err := closeCase(ctx, tx, entry, logID); err != nil {
			return err
		}
		if draft.Action != social.Dismiss {
			decided, err = notifyAuthor(ctx, tx, c.Author, logID)
		}
		decided.Case, decided.Suspended = c.ID, suspended
		return err
	})
	return decided, err
}

// errOwnCase refuses a decision of a moderator about what they wrote or did.
var errOwnCase = fault.New(fault.Forbidden, "another moderator must decide about you")

var errClosed = fault.New(fault.Conflict, "the case is closed already")

// closeCase closes the case of the entry, or returns a Conflict fault if it is closed.
func closeCase(ctx context.Context, tx pgx.Tx, e logged, logID int64) error {
	closed, err := exec(ctx, tx, `
		UPDATE cases SET closed_at = clock_timestamp(), action = @action, until = @until, note = @note, moderator_id = @by, log_id = @log
		WHERE id = @id AND closed_at IS NULL`,
		pgx.StrictNamedArgs{"id": *e.report, "action": string(e.action), "until": e.until, "note": e.note, "by": e.by, "log": logID})
	if err == nil && closed == 0 {
		err = errClosed
	}
	return err
}
