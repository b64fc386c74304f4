package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
)

// Outbox is the queue of e-mails. The emails table is the source of truth.
// Pub/Sub events are only hints that there is work: a stored e-mail is sent even
// if no event arrives.
type Outbox struct {
	DB        *pgxpool.Pool
	HourLimit int // mails per hour over the whole system; 0: no limit
}

// Lease is how long a claimed e-mail is reserved for its claimer.
const Lease = time.Minute

// Attempts is the maximum number of attempts to send an e-mail. The pause after
// each attempt doubles, from a minute to an hour, so the last attempt is 22
// hours after the first.
const Attempts = 28

// Email is a claimed e-mail and its recipient.
type Email struct {
	ID            int64
	Kind          social.MailKind
	Address       string
	UserID        int64      // the account that the e-mail is about; 0: none
	Username      string     // of that account, or empty
	Deactivated   bool       // whether that account is deactivated, other than by its owner
	EraseAt       *time.Time // when that account will be erased; nil: its owner did not delete it
	Former        bool       // whether the address is no longer that account's
	Act           social.Act
	Statements    []social.Statement // of a mail of the kind moderation
	Registrations []Pending

	joined []int64 // the other e-mails whose statements it has, which are claimed with it
}

// all returns the ids of the e-mail and of those that are joined to it.
func (e Email) all() []int64 { return append([]int64{e.ID}, e.joined...) }

// Pending is a registration that is not activated yet.
type Pending struct {
	UserID   int64
	Username string
}

// HasActivationLinks reports whether the e-mail's kind has activation links.
func (e Email) HasActivationLinks() bool {
	return e.Kind == social.RegistrationMail || e.Kind == social.RenewalMail
}

// ErrHourLimit is returned when the whole system has sent HourLimit e-mails in
// the last hour.
var ErrHourLimit = errors.New("the hourly limit of e-mails is reached")

// ErrHourShare is the ErrHourLimit of the e-mails that anybody can cause. They get four
// fifths of HourLimit, so that a flood of them does not hold back resets and notices.
var ErrHourShare = fmt.Errorf("%w by e-mails that anybody can cause", ErrHourLimit)

// queue identifies the queue of the e-mails of one class to one address.
type queue struct {
	Address string
	Class   social.MailClass
}

// Claim reserves, for Lease, the next e-mail of its class to the recipient of the
// e-mail id. That is the e-mail id itself, unless another one to the recipient is older or
// has fewer attempts. Claim returns nil if there is nothing to send now: the
// e-mail was sent, another sender has it, or it is due later and a sweep will
// find it.
func (s Outbox) Claim(ctx context.Context, id int64) (*Email, error) {
	var claimed *Email
	err := inTx(ctx, s.DB, func(tx pgx.Tx) error {
		claimed = nil
		queues, err := queryAll(ctx, tx, pgx.RowToStructByPos[queue], `
			SELECT recipient::text, class FROM emails WHERE id = @id AND `+unsent,
			pgx.StrictNamedArgs{"id": id})
		if err != nil || len(queues) == 0 {
			return err
		}
		to := queues[0]
		if err := lockRecipient(ctx, tx, to.Address); err != nil {
			return err
		}
		next, err := nextFor(ctx, tx, to, id)
		if err != nil || next == 0 {
			return err
		}
		free, err := s.admits(ctx, tx, next, to)
		if err != nil || !free {
			return err
		}
		email, err := claim(ctx, tx, next)
		claimed = &email
		return err
	})
	return claimed, err
}

// nextFor returns the next e-mail of the queue if the e-mail id is tried now,
// or 0 if there is none.
func nextFor(ctx context.Context, tx pgx.Tx, to queue, id int64) (int64, error) {
	next, err := queryOne(ctx, tx, pgx.RowTo[int64], `
		SELECT id FROM emails
		WHERE recipient = @address::citext AND class = @class AND `+unsent+` AND `+unclaimed+`
			AND (due_at <= now() OR id = @id AND attempts = 0)
		ORDER BY attempts, created_at, id
		LIMIT 1`,
		pgx.StrictNamedArgs{"address": to.Address, "class": string(to.Class), "id": id})
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return next, err
}

// admits reports whether the e-mail may be sent now. If the queue has reached its
// limit, it postpones its e-mails; it gives up those that perish if they
// would be postponed by more than an hour.
func (s Outbox) admits(ctx context.Context, tx pgx.Tx, id int64, to queue) (bool, error) {
	free, err := freeAt(ctx, tx, to.Class, to.Address, id)
	if err != nil {
		return false, err
	}
	enough, err := queryOne(ctx, tx, pgx.RowTo[bool], `
		WITH late AS (
			UPDATE emails
			SET due_at = greatest(due_at, @free),
				failed_at = CASE WHEN kind = ANY (@perishing::text[]) AND @free > now() + interval '1 hour' THEN now() END
			WHERE recipient = @address::citext AND class = @class AND `+unsent+` AND `+unclaimed+` AND @free > now()
				AND (due_at < @free OR kind = ANY (@perishing::text[]))
		)
		SELECT @free::timestamptz > now()`,
		pgx.StrictNamedArgs{"address": to.Address, "class": string(to.Class), "free": free, "perishing": texts(social.PerishingMails())})
	if err != nil || enough || s.HourLimit == 0 {
		return err == nil && !enough, err
	}
	sent, err := queryOne(ctx, tx, pgx.RowTo[int], `
		SELECT count(*) FROM (SELECT FROM deliveries WHERE handed_at > now() - interval '1 hour' LIMIT @limit) recent`,
		pgx.StrictNamedArgs{"limit": s.HourLimit})
	switch {
	case err != nil:
	case sent == s.HourLimit:
		err = ErrHourLimit
	case to.Class == social.UnsolicitedMail && sent >= (4*s.HourLimit+4)/5:
		err = ErrHourShare
	}
	return err == nil, err
}

// claiming reserves an e-mail. It counts the attempt before it is made, so that an
// attempt that crashes the process counts too.
const claiming = `claimed_until = now() + @lease::interval, attempts = attempts + 1,
	due_at = now() + least(interval '1 minute' * 2 ^ least(attempts, 10), interval '1 hour')`

// claim reserves the e-mail and reads what it says.
func claim(ctx context.Context, tx pgx.Tx, id int64) (Email, error) {
	email, err := queryOne(ctx, tx, scanEmail, `
		WITH claimed AS (
			UPDATE emails SET `+claiming+` WHERE id = @id
			RETURNING id, kind, class, user_id, recipient, acted_at, device, place
		), handed AS (
			INSERT INTO deliveries (email_id, recipient, class, handed_at)
			SELECT id, recipient, class, clock_timestamp() FROM claimed
			ON CONFLICT (email_id) DO UPDATE SET handed_at = excluded.handed_at
		)
		SELECT c.id, c.kind, c.recipient::text, coalesce(u.id, 0), coalesce(u.username::text, ''),
			coalesce(u.activated_at IS NOT NULL AND NOT u.is_active AND coalesce(d.is_deactivated, true), false), d.erase_at,
			coalesce(u.email <> c.recipient, false), c.acted_at, c.device, c.place
		FROM claimed c LEFT JOIN users u ON u.id = c.user_id LEFT JOIN deletions d ON d.user_id = c.user_id`,
		pgx.StrictNamedArgs{"id": id, "lease": Lease})
	switch {
	case err != nil:
	case email.HasActivationLinks():
		email.Registrations, err = registrations(ctx, tx, email)
	case email.Kind == social.PasswordResetMail:
		err = address(ctx, tx, &email)
	case email.Kind == social.ModerationMail:
		err = addStatements(ctx, tx, &email)
	}
	return email, err
}

func scanEmail(row pgx.CollectableRow) (e Email, err error) {
	return e, row.Scan(&e.ID, &e.Kind, &e.Address, &e.UserID, &e.Username, &e.Deactivated, &e.EraseAt, &e.Former,
		&e.Act.At, &e.Act.Device, &e.Act.Place)
}
