package store_test

import (
	"fmt"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// TestWritesReadNoWholeTable makes each kind of write on large tables, one after another,
// and counts the rows that it reads: what a write costs does not depend on how many users
// there are, nor on how many register.
func TestWritesReadNoWholeTable(t *testing.T) {
	t.Parallel()
	db, owner := crowded(t)
	for n := range 3 { // of one address
		link(t, db, fmt.Sprint("maya_", n), "maya@example.com", fmt.Sprint("token ", n))
	}
	accounts, users, sessions := store.Accounts{DB: db}, store.Users{DB: db}, store.Sessions{DB: db}
	posts, comments, follows := store.Posts{DB: db}, store.Comments{DB: db}, store.Follows{DB: db}
	reactions, moderation, outbox := store.Reactions{DB: db}, store.Moderation{DB: db}, store.Outbox{DB: db, HourLimit: 1000}
	user, friend, admin := factory.User(t, db, social.Member), factory.User(t, db, social.Member), factory.User(t, db, social.Admin)
	post := factory.Post(t, db, friend, "go")
	comment := factory.Comment(t, db, post, friend)
	mail := query[int64](t, db, `SELECT max(id) FROM emails`)
	text, act := "text", social.Act{}
	var session, report int64
	testdb.Exec(t, owner, `ANALYZE users, posts, comments, emails`)
	const bound = 200
	for _, write := range []struct {
		name string
		do   func() error
	}{
		{"register", func() error {
			_, _, err := accounts.Register(t.Context(), social.Registration{Username: "newcomer", Email: "new@example.com"}, hash)
			return err
		}},
		{"ask for another activation mail", func() error { _, err := accounts.Renew(t.Context(), "new@example.com"); return err }},
		{"claim a mail", func() error { _, err := outbox.Claim(t.Context(), mail); return err }},
		{"activate", func() error { _, err := activate(t, db, "token 1"); return err }},
		{"sign in", func() (err error) { session = factory.Session(t, db, user); return nil }},
		{"end a session", func() error { _, err := sessions.End(t.Context(), user.ID, session); return err }},
		{"sign out everywhere", func() error { _, err := users.SignOut(t.Context(), user.ID); return err }},
		{"ask for a new password", func() error {
			_, err := accounts.RequestReset(t.Context(), factory.Email(user.Username), act)
			return err
		}},
		{"ask for a new address", func() error {
			_, err := accounts.RequestEmail(t.Context(), factory.Secret(user), "another@example.com", act)
			return err
		}},
		{"rename", func() error {
			name := "renamed"
			_, _, err := users.Edit(t.Context(), friend.ID, social.ProfileEdit{Username: &name})
			return err
		}},
		{"follow", func() error { _, err := follows.Add(t.Context(), user.ID, friend.ID); return err }},
		{"post", func() error {
			_, _, err := posts.Create(t.Context(), user.ID, social.PostDraft{Title: text, Content: text, Tags: []string{"go"}}, nil)
			return err
		}},
		{"edit a post", func() error {
			_, _, err := posts.Update(t.Context(), post.ID, friend.ID, social.PostEdit{Title: &text})
			return err
		}},
		{"comment", func() error {
			_, _, err := comments.Create(t.Context(), post.ID, user.ID, social.CommentDraft{Content: text, ParentID: &comment.ID}, nil)
			return err
		}},
		{"edit a comment", func() error {
			_, _, err := comments.Update(t.Context(), post.ID, comment.ID, friend.ID, social.CommentEdit{Content: text})
			return err
		}},
		{"like", func() error {
			_, err := reactions.Add(t.Context(), store.PostLike, user.ID, post.ID, post.ID)
			return err
		}},
		{"like a comment", func() error {
			_, err := reactions.Add(t.Context(), store.CommentLike, user.ID, post.ID, comment.ID)
			return err
		}},
		{"take back a like", func() error { return reactions.Remove(t.Context(), store.PostLike, user.ID, post.ID, post.ID) }},
		{"bookmark", func() error {
			_, err := reactions.Add(t.Context(), store.Bookmark, user.ID, post.ID, post.ID)
			return err
		}},
		{"read notifications", func() error { return store.Notifications{DB: db}.MarkRead(t.Context(), friend.ID, 1<<40) }},
		{"report", func() (err error) {
			report, _, err = moderation.Report(t.Context(), user.ID, social.ReportDraft{PostID: &post.ID, Reason: "spam"})
			return err
		}},
		{"remove a reported post", func() error {
			_, err := moderation.Resolve(t.Context(), admin.ID, report, social.ResolutionDraft{Action: social.Remove, Note: text})
			return err
		}},
		{"restore it", func() error {
			_, err := moderation.Restore(t.Context(), admin.ID, social.PostSubject, post.ID)
			return err
		}},
		{"unfollow", func() error { return follows.Remove(t.Context(), user.ID, friend.ID) }},
		{"mute", func() error { return store.Mutes{DB: db}.Add(t.Context(), user.ID, friend.ID) }},
		{"block", func() error { return store.Blocks{DB: db}.Add(t.Context(), user.ID, friend.ID) }},
		{"unblock", func() error { return store.Blocks{DB: db}.Remove(t.Context(), user.ID, friend.ID) }},
		{"assign a role", func() error { _, err := users.Assign(t.Context(), admin.ID, friend.ID, social.Moderator); return err }},
		{"deactivate", func() error { _, err := users.Deactivate(t.Context(), admin.ID, friend.ID); return err }},
		{"reactivate", func() error { _, err := users.Reactivate(t.Context(), admin.ID, friend.ID); return err }},
		{"remove a comment", func() error { return comments.Remove(t.Context(), post.ID, comment.ID, friend.ID) }},
		{"remove a post", func() error { return posts.Delete(t.Context(), post.ID, friend.ID) }},
		{"delete an account", func() error { _, err := users.Delete(t.Context(), factory.Secret(user), act); return err }},
		{"restore an account", func() error { _, err := users.Restore(t.Context(), restoreLink(t, db, user.ID)); return err }},
		{"delete the row of a user", func() error {
			testdb.Exec(t, db, `DELETE FROM users WHERE id = $1`, user.ID)
			return nil
		}},
	} {
		wantFewRowsRead(t, db, owner, write.name, bound, write.do)
	}
	if n := query[int](t, db, `SELECT count(*) FROM users WHERE email = 'maya@example.com'`); n != 1 {
		t.Errorf("%d users have the address that was activated, want only the account", n)
	}
}
