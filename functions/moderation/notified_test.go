package moderation_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// notified returns the decisions that the user reads, as lines, newest first.
func (f function) notified(t testing.TB, user social.Actor) (lines []string) {
	t.Helper()
	rows, err := store.Notifications{DB: f.db}.List(t.Context(), user.ID, []social.NotificationKind{social.ModerationNotification}, store.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range rows.Rows {
		if n.Actors == nil || len(n.Actors) > 0 || n.ActorsCount != 0 || n.Moderation == nil {
			t.Fatalf("a decision is %+v", n)
		}
		line := fmt.Sprint(n.Moderation.Action, " ", n.Moderation.Note)
		if n.Post != nil {
			line += " p" + fmt.Sprint(n.Post.ID)
		}
		if n.Comment != nil {
			line += " c" + fmt.Sprint(n.Comment.ID)
		}
		if n.Moderation.Reported {
			line += " reported"
		}
		lines = append(lines, line)
	}
	unread, err := store.Notifications{DB: f.db}.Unread(t.Context(), user.ID)
	if err != nil || unread.Count != len(lines) {
		t.Errorf("%d unread of %d, %v; want all", unread.Count, len(lines), err)
	}
	return lines
}

func (f function) wantTold(t testing.TB, user social.Actor, want ...string) {
	t.Helper()
	if got := f.notified(t, user); !slices.Equal(got, want) {
		t.Errorf("%s reads %q, want %q", user.Username, got, want)
	}
}

// mails returns how many statements of reasons wait for the user.
func (f function) mails(t testing.TB, user social.Actor) (count int) {
	t.Helper()
	err := f.db.QueryRow(t.Context(), `
		SELECT count(*) FROM emails WHERE kind = 'moderation' AND class = 'decision' AND user_id = $1 AND recipient = $2 AND log_id IS NOT NULL`,
		user.ID, factory.Email(user.Username)).Scan(&count)
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func TestAuthorsAndReportersAreNotifiedOfDecisions(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	reporter, client := f.user(t, social.Member)
	other, otherClient := f.user(t, social.Member)
	_, moderator := f.user(t, social.Moderator)
	post := factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, author)

	id := reported(t, client, commentSubject(comment), "spam")
	reported(t, otherClient, commentSubject(comment), "hate")
	resolve(t, moderator, id, `{"action": "dismiss", "note": "for moderators"}`).Want(t, http.StatusNoContent)
	line := fmt.Sprintf("dismiss  p%d c%d reported", post.ID, comment.ID)
	f.wantTold(t, author)
	f.wantTold(t, reporter, line)
	f.wantTold(t, other, line)

	id = reported(t, client, postSubject(post), "spam")
	resolve(t, moderator, id, `{"action": "remove", "note": "advertising"}`).Want(t, http.StatusNoContent)
	f.wantTold(t, author, fmt.Sprintf("remove advertising p%d", post.ID))
	f.wantTold(t, reporter, "remove  reported", "dismiss  reported") // neither the post nor the comment is visible
	if got := f.mails(t, author); got != 1 {
		t.Errorf("%d mails to the author, want 1", got)
	}
	moderator.Do(t, "POST", fmt.Sprintf("/v1/moderation/posts/%d/restore", post.ID), nil).Want(t, http.StatusNoContent)
	f.wantTold(t, author, fmt.Sprintf("restore  p%d", post.ID), fmt.Sprintf("remove advertising p%d", post.ID))
	if author, reporter := f.mails(t, author), f.mails(t, reporter); author != 2 || reporter != 0 {
		t.Errorf("%d mails to the author, %d to the reporter, want 2 and none", author, reporter)
	}
	testdb.Exec(t, f.db, `DELETE FROM posts WHERE id = $1`, post.ID)
	f.wantTold(t, author, "restore ", "remove advertising") // a decision outlives its subject
	testdb.Exec(t, f.db, `INSERT INTO notification_settings (user_id, muted) VALUES ($1, '{moderation}')`, other.ID)
	id = reported(t, otherClient, userSubject(author), "abuse")
	resolve(t, moderator, id, `{"action": "dismiss", "note": "n"}`).Want(t, http.StatusNoContent)
	f.wantTold(t, other, "dismiss  reported")
}

// There are more reporters than one request notifies.
func TestTheSweepNotifiesTheReportersThatARequestLeaves(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	reporter, client := f.user(t, social.Member)
	_, moderator := f.user(t, social.Moderator)
	id := reported(t, client, userSubject(author), "spam")
	const many = 5*store.NotifyBatch + 1
	testdb.Exec(t, f.db, `
		WITH u AS (
			INSERT INTO users (username, email, password_hash, is_active, activated_at)
			SELECT 'many_' || i, 'many_' || i || '@example.com', repeat('x', 60), true, now() FROM generate_series(1, $2) i
			RETURNING id
		), counted AS (
			UPDATE cases SET reports_count = $2 + 1 WHERE id = $1
		)
		INSERT INTO reports (case_id, kind, subject_id, reporter_id, reason, text, created_at)
		SELECT $1, 'user', $3, id, 'spam', '', now() FROM u`, id, many, author.ID)
	resolve(t, moderator, id, `{"action": "dismiss", "note": "n"}`).Want(t, http.StatusNoContent)
	notified := func() (count int) {
		if err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM notifications WHERE kind = 'moderation'`).Scan(&count); err != nil {
			t.Fatal(err)
		}
		return count
	}
	if got := notified(); got == 0 || got > many {
		t.Errorf("a request notified %d, want some of %d", got, many+1)
	}
	for range 2 { // the second finds nothing to do
		if err := (store.Moderation{DB: f.db}).NotifyAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := notified(); got != many+1 {
			t.Errorf("%d were notified, want %d", got, many+1)
		}
	}
	f.wantTold(t, reporter, "dismiss  reported")
}
