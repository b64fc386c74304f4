package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// pending is the condition that the user u is a registration: it was never
// activated. A deactivated user is an account, not a registration.
const pending = `NOT u.is_active AND u.activated_at IS NULL`

// isAccount is the opposite of pending, written as the index on addresses has it.
const isAccount = `(u.is_active OR u.activated_at IS NOT NULL)`

// awaited is the condition that the registration u can become an account: its
// address has none. Mails carry links only for such registrations.
const awaited = pending + ` AND NOT EXISTS (
	SELECT FROM users a WHERE a.email = u.email AND (a.is_active OR a.activated_at IS NOT NULL))`

// renewable is the condition that the awaited user u may get a new link. It ends
// social.ActivationPeriod after the registration, so that nobody can hold a name
// forever by requesting mails.
const renewable = awaited + ` AND u.created_at > now() - @period::interval`

// expired is the condition that the registration u no longer reserves its name: it is
// older than social.ActivationPeriod. Its links do not count, although one that was
// mailed late still works until somebody else takes the name: only an address without an
// account gets links, so the name would tell whether its address has one.
const expired = pending + ` AND u.created_at <= now() - @period::interval`

// errNameTaken is the same for every name, so it does not reveal whether an
// account or a pending registration has the name, or whether it looks like the
// name of a moderator or an admin.
var errNameTaken = usernameConflict("this username is taken; if you registered it yourself, ask for a new activation mail", "is taken")

// Register stores a registration and queues its e-mail. It returns the creation
// time, and the e-mail's id if the e-mail is to be sent now, else 0. An address
// may have several registrations. Register returns a Conflict fault if the name
// is taken or reserved, or looks like the name of a moderator or an admin. If the
// address already has an account, its owner gets a mail instead, and the registration
// reserves its name like any other. The statements and the response are the same in
// both cases, so that nobody can tell them apart.
func (s Accounts) Register(ctx context.Context, r social.Registration, hash string) (created time.Time, emailID int64, err error) {
	if social.Reserved(r.Username) {
		return created, 0, errNameTaken
	}
	// Not in the transaction: two registrations that each free a name and then wait to
	// join the other's mail would deadlock.
	if err := freeName(ctx, s.DB, r.Username); err != nil {
		return created, 0, err
	}
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := refuseLookAlike(ctx, tx, r.Username, 0, errNameTaken); err != nil {
			return err
		}
		var id int64
		id, created, err = insertRegistration(ctx, tx, r, hash)
		if err != nil {
			return err
		}
		kind, about := social.RegistrationMail, id
		owner, err := accountOf(ctx, tx, r.Email, `FOR KEY SHARE`)
		if err != nil {
			return err
		}
		if owner != 0 {
			kind, about = social.AlreadyRegisteredMail, owner
		}
		stored, err := enqueue(ctx, tx, mailing{kind: kind, userID: about, address: r.Email})
		emailID = stored.sendable()
		return err
	})
	if postgres.Violates(err, "users_username_key") {
		err = errNameTaken
	}
	return created, emailID, err
}

// freeName deletes the registration with this name if it has expired.
func freeName(ctx context.Context, db querier, name string) error {
	_, err := exec(ctx, db, `DELETE FROM users u WHERE u.username = @name::citext AND `+expired,
		pgx.StrictNamedArgs{"name": name, "period": social.ActivationPeriod})
	return err
}

func insertRegistration(ctx context.Context, tx pgx.Tx, r social.Registration, hash string) (int64, time.Time, error) {
	type inserted struct {
		id int64
		at time.Time
	}
	row, err := queryOne(ctx, tx, func(row pgx.CollectableRow) (i inserted, err error) {
		return i, row.Scan(&i.id, &i.at)
	}, `
		INSERT INTO users (username, email, password_hash) VALUES (@username::citext, @email::citext, @hash)
		RETURNING id, created_at`,
		pgx.StrictNamedArgs{"username": r.Username, "email": r.Email, "hash": hash})
	return row.id, row.at, err
}

// addressForms returns all forms of the user's e-mail address.
func addressForms(ctx context.Context, tx pgx.Tx, id int64) ([]string, error) {
	email, err := queryOne(ctx, tx, pgx.RowTo[string], `SELECT email::text FROM users WHERE id = @id`, pgx.StrictNamedArgs{"id": id})
	return social.AddressForms(email), err
}

// accountOf returns the id of the account with the address in any of its forms,
// or 0 if there is none. lock is the clause that locks the account, or empty.
func accountOf(ctx context.Context, tx pgx.Tx, email, lock string) (int64, error) {
	return queryOne(ctx, tx, pgx.RowTo[int64], `
		SELECT coalesce(max(id), 0) FROM (
			SELECT u.id FROM users u WHERE u.email = ANY (@forms::text[]::citext[]) AND `+isAccount+`
			ORDER BY u.id `+lock+`) account`,
		pgx.StrictNamedArgs{"forms": social.AddressForms(email)})
}

// Renew queues an activation mail for the address and returns its id. If one is
// already queued, it returns that one's id. Renew does the same for every
// address; whether the address has registrations is looked up when the mail is
// sent.
func (s Accounts) Renew(ctx context.Context, email string) (emailID int64, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		stored, err := enqueue(ctx, tx, mailing{kind: social.RenewalMail, address: email})
		emailID = stored.id
		return err
	})
	return emailID, err
}

// rivals is how many other registrations of an address one activation deletes.
// Any beyond that can no longer be activated, and are purged later.
const rivals = 100

// Activate uses the activation token with this hash and returns the account that
// is now active. It deletes the other registrations of the address. It returns a
// NotFound fault if the token is unknown, used or expired, or if the address has
// an account by now.
//
// It is a single statement. If several run at once for one address, with one
// token or several, exactly one succeeds: they lock the registrations in the
// order of their ids, so they cannot deadlock, and the unique index on the
// addresses of accounts decides.
func (s Accounts) Activate(ctx context.Context, hash []byte) (social.Actor, error) {
	actor, err := queryOne(ctx, s.DB, scanActor, `
		WITH asked AS (
			SELECT u.id, u.email FROM activation_tokens t JOIN users u ON u.id = t.user_id
			WHERE t.hash = @hash AND t.expires_at > now()
		), all_of_address AS (
			SELECT id FROM asked
			UNION ALL
			SELECT rival.id FROM asked CROSS JOIN LATERAL (
				SELECT u.id FROM users u WHERE u.email = asked.email AND `+pending+` AND u.id <> asked.id ORDER BY u.id LIMIT @rivals
			) rival
		), locked AS MATERIALIZED (
			SELECT u.id FROM users u
			WHERE `+pending+` AND u.id = ANY (ARRAY(SELECT id FROM all_of_address)) -- by key: IN would read all that wait
			ORDER BY u.id
			FOR UPDATE OF u
		), at_once AS (
			SELECT array_agg(id) AS ids FROM locked
		), used AS (
			DELETE FROM activation_tokens t USING at_once
			WHERE t.hash = @hash AND t.expires_at > now() AND t.user_id = ANY (at_once.ids)
			RETURNING t.user_id
		), activated AS (
			UPDATE users u SET is_active = true, activated_at = now() FROM used WHERE u.id = used.user_id AND `+pending+`
			RETURNING `+actorColumns+`
		), others AS (
			DELETE FROM activation_tokens t USING activated a WHERE t.user_id = a.id AND t.hash <> @hash
		), unsent AS (
			UPDATE emails e SET failed_at = now(), last_error = 'activated before it was sent'
			FROM activated a WHERE e.user_id = a.id AND `+unsent+`
		), ended AS (
			DELETE FROM users u USING activated a, at_once WHERE u.id = ANY (at_once.ids) AND u.id <> a.id
		)
		SELECT * FROM activated`,
		pgx.StrictNamedArgs{"hash": hash, "rivals": rivals})
	if errors.Is(err, pgx.ErrNoRows) || postgres.Violates(err, "users_account_email_key") {
		return actor, fault.New(fault.NotFound, "this activation link is unknown, has been used or has expired")
	}
	return actor, err
}
