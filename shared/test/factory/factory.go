// Package factory creates the rows that tests start from.
package factory

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/testdb"
)

// Password is the password of every user that this package creates.
const Password = "correct horse battery"

// passwordHash uses the lowest cost because tests sign in often.
var passwordHash = func() string {
	hash, err := bcrypt.GenerateFromPassword([]byte(Password), bcrypt.MinCost)
	if err != nil {
		panic(err)
	}
	return string(hash)
}()

// Secret returns the secret of a user that this package created.
func Secret(user social.Actor) store.Secret { return store.Secret{UserID: user.ID, Hash: passwordHash} }

var serial atomic.Int64

// User creates an active user with that level.
func User(t testing.TB, db *pgxpool.Pool, level social.Level) social.Actor {
	t.Helper()
	id := insertUser(t, db, true)
	testdb.Exec(t, db, `UPDATE users SET role_id = (SELECT id FROM roles WHERE level = $2) WHERE id = $1`, id, level)
	actor, err := store.Users{DB: db}.Actor(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// Pending creates a user who has not activated the account, and returns the user's
// id.
func Pending(t testing.TB, db *pgxpool.Pool) int64 {
	t.Helper()
	return insertUser(t, db, false)
}

func insertUser(t testing.TB, db *pgxpool.Pool, active bool) (id int64) {
	t.Helper()
	name := fmt.Sprintf("user_%d", serial.Add(1))
	err := db.QueryRow(t.Context(), `
		INSERT INTO users (username, email, password_hash, is_active, activated_at)
		VALUES ($1, $2, $3, $4, CASE WHEN $4 THEN now() END) RETURNING id`,
		name, Email(name), passwordHash, active).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Email returns the address of the user with this name.
func Email(username string) string { return strings.ToLower(username) + "@example.com" }

// Post creates a post by the author.
func Post(t testing.TB, db *pgxpool.Pool, author social.Actor, tags ...string) social.Post {
	t.Helper()
	n := serial.Add(1)
	draft := social.PostDraft{Title: fmt.Sprintf("Title %d", n), Content: fmt.Sprintf("Content %d", n), Tags: tags}
	post, _, err := store.Posts{DB: db}.Create(t.Context(), author.ID, draft, nil)
	if err != nil {
		t.Fatal(err)
	}
	return post
}

// Comment creates a comment by the author on the post.
func Comment(t testing.TB, db *pgxpool.Pool, post social.Post, author social.Actor) social.Comment {
	t.Helper()
	draft := social.CommentDraft{Content: fmt.Sprintf("Comment %d", serial.Add(1))}
	comment, _, err := store.Comments{DB: db}.Create(t.Context(), post.ID, author.ID, draft, nil)
	if err != nil {
		t.Fatal(err)
	}
	return comment
}

// Follow makes one user follow others.
func Follow(t testing.TB, db *pgxpool.Pool, follower social.Actor, followees ...social.Actor) {
	t.Helper()
	for _, followee := range followees {
		if _, err := (store.Follows{DB: db}).Add(t.Context(), follower.ID, followee.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// Session creates a session of the user, without a refresh token, and returns its
// id.
func Session(t testing.TB, db *pgxpool.Pool, user social.Actor) int64 {
	t.Helper()
	started, err := store.Sessions{DB: db}.Create(t.Context(), store.Start{
		Secret: Secret(user), Device: "Device", DeviceID: make([]byte, 16), Lifetime: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	return started.Session.ID
}

// SuspensionPast9999 suspends the user, whom the reporter reports, until after the year
// 9999, as earlier releases allowed, and ends the suspension. Both are notified. The
// user's tokens stay valid.
func SuspensionPast9999(t testing.TB, db *pgxpool.Pool, reporter, user social.Actor) {
	t.Helper()
	admin := User(t, db, social.Admin)
	moderation := store.Moderation{DB: db}
	report, _, err := moderation.Report(t.Context(), reporter.ID, social.ReportDraft{UserID: &user.ID, Reason: "spam"})
	if err != nil {
		t.Fatal(err)
	}
	late := time.Date(10000, 1, 1, 4, 59, 59, 0, time.UTC)
	decided, err := moderation.Resolve(t.Context(), admin.ID, report, social.ResolutionDraft{Action: social.Suspend, Note: "n", Until: &late})
	if err != nil {
		t.Fatal(err)
	}
	moderation.Notify(t.Context(), decided.Case)
	if _, err := (store.Users{DB: db}).Reactivate(t.Context(), admin.ID, user.ID); err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, db, `UPDATE users SET tokens_valid_after = created_at - interval '1 minute'`)
}

// Deactivate deactivates the user directly in the database, as an operator does.
func Deactivate(t testing.TB, db *pgxpool.Pool, user social.Actor) social.Actor {
	t.Helper()
	testdb.Exec(t, db, `UPDATE users SET is_active = false WHERE id = @id`, pgx.NamedArgs{"id": user.ID})
	user.Active = false
	return user
}
