package store

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// renewed is how many registrations a renewal has links for, newest first.
const renewed = 3

// uncarried is the condition that no sent e-mail had a link for the user u. It also holds
// after the link has expired and was purged, so it needs an age limit next to it.
const uncarried = `NOT EXISTS (
	SELECT FROM activation_tokens t JOIN emails e ON e.id = t.email_id WHERE t.user_id = u.id AND e.sent_at IS NOT NULL)`

// registrations returns the registrations that the e-mail has links for, newest
// first. A registration mail takes the five newest and the five oldest that no
// mail has had a link for: a flood of registrations before or after a user's own
// cannot keep the user's link out. They were renewable when the mail was queued, however
// late it is sent.
func registrations(ctx context.Context, tx pgx.Tx, e Email) ([]Pending, error) {
	sql := `
		SELECT u.id, u.username::text FROM users u
		WHERE u.email = @address::citext AND ` + renewable + `
		ORDER BY u.created_at DESC, u.id DESC LIMIT @count`
	args := pgx.StrictNamedArgs{"address": e.Address, "count": renewed, "period": social.ActivationPeriod}
	if e.Kind == social.RegistrationMail {
		args["id"], args["count"] = e.ID, 5
		sql = `
		WITH waiting AS (
			SELECT u.id, u.username::text, u.created_at FROM users u
			WHERE u.email = @address::citext AND ` + awaited + ` AND ` + uncarried + `
				AND u.created_at > (SELECT e.created_at FROM emails e WHERE e.id = @id) - @period::interval
		)
		SELECT id, username FROM (
			(SELECT * FROM waiting ORDER BY created_at DESC, id DESC LIMIT @count)
			UNION
			(SELECT * FROM waiting ORDER BY created_at, id LIMIT @count)
		) chosen
		ORDER BY created_at DESC, id DESC`
	}
	return queryAll(ctx, tx, pgx.RowToStructByPos[Pending], sql, args)
}

// AddTokens stores the hash of an activation token for each registration of the
// e-mail. It returns the registrations that still need a link. For a renewal, it
// deletes the registrations' tokens from older mails.
func (s Outbox) AddTokens(ctx context.Context, e Email, hashes [][]byte) ([]Pending, error) {
	ids := make([]int64, len(e.Registrations))
	for i, r := range e.Registrations {
		ids[i] = r.UserID
	}
	kept, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		WITH minted AS (
			SELECT u.id AS user_id, m.hash
			FROM unnest(@ids::bigint[], @hashes::bytea[]) m (user_id, hash) JOIN users u ON u.id = m.user_id
			WHERE `+awaited+`
			FOR KEY SHARE OF u
		), replaced AS (
			DELETE FROM activation_tokens t USING minted m
			WHERE @renewal AND t.user_id = m.user_id AND t.email_id <> @id
		)
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT hash, user_id, @id, now() + @period::interval FROM minted
		WHERE EXISTS (SELECT FROM emails WHERE id = @id)
		RETURNING user_id`,
		pgx.StrictNamedArgs{
			"id": e.ID, "ids": ids, "hashes": hashes, "renewal": e.Kind == social.RenewalMail, "period": social.ActivationPeriod,
		})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(e.Registrations), func(r Pending) bool {
		return !slices.Contains(kept, r.UserID)
	}), nil
}
