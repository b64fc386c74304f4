// Package released contains the writes of the functions of the last release, at
// schema version 10. Those functions keep running while newer migrations are applied,
// until they are replaced, so tests run their writes during every migration and on the
// newest schema.
package released

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Version is the schema version of the release.
const Version = 10

// Password is the password of every account.
const Password = "correct horse battery"

const hash = "$2a$04$pk.13jv0Lr0AlgAffVzMmOqJ0HbHz7uZ0/CW90Ym0ngAUNwyTyS9."

// Write is a request that changes data, as one transaction. NAME in its statements
// is replaced by the name of a round of writes. Each write builds on the ones
// before it. A write of several rows orders them, so that they get the same ids in
// every database.
type Write struct {
	Name  string
	since int // the first schema version that supports it
	sql   string
	kept  string // a query that is true unless data was lost
}

// Writes are all writes in a valid order.
var Writes = []Write{
	{"register", 1, `
		INSERT INTO users (username, email, password_hash)
		SELECT 'NAME_' || who, 'NAME_' || who || '@example.com', 'HASH' FROM unnest('{new,one,two}'::text[]) who`, ""},
	{"mail", 4, `
		INSERT INTO emails (kind, user_id) SELECT 'registration', id FROM users WHERE username IN ('NAME_new', 'NAME_one', 'NAME_two')
		ORDER BY id`, ""},
	{"claim", 4, `
		UPDATE emails SET claimed_until = now() + interval '1 minute', attempts = attempts + 1
		WHERE user_id = (SELECT id FROM users WHERE username = 'NAME_one');
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT sha256('NAME_one'), u.id, e.id, now() + interval '72 hours'
		FROM emails e JOIN users u ON u.id = e.user_id
		WHERE u.username = 'NAME_one' AND u.activated_at IS NULL AND NOT u.is_active AND u.decoy_of IS NULL;
		UPDATE emails SET sent_at = now(), claimed_until = NULL, last_error = NULL
		WHERE user_id = (SELECT id FROM users WHERE username = 'NAME_one')`, ""},
	{
		"activate", 4, `
		WITH used AS (
			DELETE FROM activation_tokens WHERE hash = sha256('NAME_one') AND expires_at > now() RETURNING user_id
		), others AS (
			DELETE FROM activation_tokens t USING used WHERE t.user_id = used.user_id AND t.hash <> sha256('NAME_one')
		), unsent AS (
			UPDATE emails e SET failed_at = now(), last_error = 'activated before it was sent'
			FROM used WHERE e.user_id = used.user_id AND e.sent_at IS NULL AND e.failed_at IS NULL
		)
		UPDATE users u SET is_active = true, activated_at = now() FROM used WHERE u.id = used.user_id`,
		`SELECT is_active FROM users WHERE username = 'NAME_one'`,
	},
	{
		"activate another", 1, `
		UPDATE users SET is_active = true, activated_at = now() WHERE username = 'NAME_two'`,
		`SELECT activated_at IS NOT NULL FROM users WHERE username = 'NAME_two'`,
	},
	{"decoy", 1, `
		INSERT INTO users (username, password_hash, decoy_of) SELECT 'NAME_decoy', 'HASH', id FROM users WHERE username = 'NAME_two'
		ON CONFLICT (decoy_of) DO UPDATE
		SET username = excluded.username, password_hash = excluded.password_hash, created_at = now()`, ""},
	{"follow", 2, follow("one", "two"), follows("one", "two")},
	{"follow back", 2, follow("two", "one"), ""},
	{
		"unfollow", 2, `
		DELETE FROM follows WHERE follower_id = (SELECT id FROM users WHERE username = 'NAME_two')
		AND followee_id = (SELECT id FROM users WHERE username = 'NAME_one')`,
		`SELECT NOT EXISTS (` + follows("two", "one") + `)`,
	},
	{"post", 3, post("first", "one"), `SELECT tags = '{edited,NAME}' FROM posts WHERE title = 'NAME first'`},
	{
		"post at a moment", 6, `
		INSERT INTO posts (user_id, title, content, tags, created_at, updated_at)
		SELECT id, 'NAME second', 'content', '{common,NAME}', moment, moment FROM users, posts_moment() moment WHERE username = 'NAME_two'`,
		`SELECT true FROM posts WHERE title = 'NAME second'`,
	},
	{"post what is removed", 3, post("doomed", "one"), ""},
	{
		"edit", 3, `
		UPDATE posts
		SET content = 'edited', tags = '{edited,NAME}', version = version + 1,
		    updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
		WHERE title = 'NAME first' AND version = 1`,
		`SELECT content = 'edited' AND version = 2 FROM posts WHERE title = 'NAME first'`,
	},
	{
		"comment", 3, `
		INSERT INTO comments (post_id, user_id, content)
		SELECT p.id, u.id, 'NAME' FROM posts p, users u WHERE p.title IN ('NAME first', 'NAME doomed') AND u.username = 'NAME_two'
		ORDER BY p.id`,
		`SELECT count(*) = 1 FROM comments WHERE content = 'NAME'`,
	},
	{"remove", 3, `DELETE FROM posts WHERE title = 'NAME doomed'`, `SELECT NOT EXISTS (SELECT FROM posts WHERE title = 'NAME doomed')`},
	{
		"post with a key", 5, `
		INSERT INTO idempotency_keys AS k (user_id, key, request_hash, answer)
		SELECT id, 'NAME', sha256('NAME'), 'null' FROM users WHERE username = 'NAME_one'
		ON CONFLICT (user_id, key) DO UPDATE
		SET request_hash = excluded.request_hash, answer = 'null', created_at = now()
		WHERE k.created_at < now() - interval '24 hours';
		` + post("keyed", "one") + `;
		UPDATE idempotency_keys SET answer = '{"title": "NAME keyed"}' WHERE key = 'NAME'`,
		`SELECT answer ->> 'title' = 'NAME keyed' FROM idempotency_keys JOIN posts ON title = 'NAME keyed' WHERE key = 'NAME'`,
	},
	{"resend", 4, `
		DELETE FROM emails WHERE user_id = (SELECT id FROM users WHERE username = 'NAME_new');
		INSERT INTO emails (kind, user_id) SELECT 'renewal', id FROM users WHERE username = 'NAME_new'`, ""},
	{
		"assign a role", 4, `UPDATE users SET role_id = 2 WHERE username = 'NAME_one' AND is_active`,
		`SELECT role_id = 2 FROM users WHERE username = 'NAME_one'`,
	},
	{"renew a hash", 1, `UPDATE users SET password_hash = 'HASH' WHERE username = 'NAME_one' AND password_hash = 'HASH'`, ""},
	{
		"sign out", 4, `UPDATE users SET tokens_valid_after = now() WHERE username = 'NAME_one' AND is_active`,
		`SELECT tokens_valid_after > 'epoch' FROM users WHERE username = 'NAME_one'`,
	},
	{
		"deactivate", 1, `
		UPDATE users SET is_active = false, activated_at = coalesce(activated_at, created_at), tokens_valid_after = now()
		WHERE username = 'NAME_two'`,
		`SELECT NOT is_active FROM users WHERE username = 'NAME_two'`,
	},
}

func follow(follower, followee string) string {
	return `INSERT INTO follows (follower_id, followee_id)
		SELECT a.id, b.id FROM users a, users b WHERE a.username = 'NAME_` + follower + `' AND b.username = 'NAME_` + followee + `'
		ON CONFLICT DO NOTHING`
}

// follows selects true for an existing follow, active or parked because one of its
// users is deactivated.
func follows(follower, followee string) string {
	return `SELECT true
		FROM (SELECT follower_id, followee_id FROM follows UNION SELECT follower_id, followee_id FROM inactive_follows) f
		JOIN users a ON a.id = f.follower_id JOIN users b ON b.id = f.followee_id
		WHERE a.username = 'NAME_` + follower + `' AND b.username = 'NAME_` + followee + `'`
}

func post(title, author string) string {
	return `INSERT INTO posts (user_id, title, content, tags)
		SELECT id, 'NAME ` + title + `', 'content', '{common,NAME}' FROM users WHERE username = 'NAME_` + author + `'`
}

// Do runs the write in the transaction if the schema version supports it. A
// statement that changes no rows is an error.
func (w Write) Do(ctx context.Context, tx pgx.Tx, version int, name string) error {
	if version < w.since {
		return nil
	}
	for sql := range strings.SplitSeq(w.sql, ";") {
		done, err := tx.Exec(ctx, fill(sql, name))
		if err != nil {
			return fmt.Errorf("%s: %w", w.Name, err)
		}
		if done.RowsAffected() == 0 {
			return fmt.Errorf("%s: changed nothing", w.Name)
		}
	}
	return nil
}

// Kept reports whether the result of the write still exists.
func (w Write) Kept(ctx context.Context, db interface {
	QueryRow(context.Context, string, ...any) pgx.Row
}, name string,
) (kept bool, err error) {
	if w.kept == "" {
		return true, nil
	}
	err = db.QueryRow(ctx, fill(w.kept, name)).Scan(&kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return kept, err
}

func fill(sql, name string) string {
	return strings.NewReplacer("NAME", name, "HASH", hash).Replace(sql)
}
