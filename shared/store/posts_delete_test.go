package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/figure"
)

// TestLargePostIsDeletedInBoundedStatements deletes a post with more rows
// than one request deletes. The post is gone at once, and sweeps delete the rest.
func TestLargePostIsDeletedInBoundedStatements(t *testing.T) {
	t.Parallel()
	const batch, request = 1_000, 10_000 // rows
	b := newBusyPost(t, figure.Size(request+2_000, 200_000))
	countDeleted(t, b.db, "bookmarks", "comment_likes", "comments", "notifications", "post_likes")
	posts := store.Posts{DB: b.db}
	if err := posts.Delete(t.Context(), b.post.ID, b.author.ID); err != nil {
		t.Fatal(err)
	}
	if n := b.count(t, `SELECT sum(n) FROM deleted_rows`); n > request {
		t.Errorf("the request deleted %d rows, more than %d", n, request)
	}
	if n := b.count(t, `SELECT count(*) FROM comments`); n == 0 {
		t.Error("no comment is left for a sweep: the test proves nothing")
	}
	b.wantGone(t)

	for range 10 {
		if err := posts.Erase(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.count(t, `SELECT max(n) FROM deleted_rows`); n > batch {
		t.Errorf("a statement deleted %d rows, more than %d", n, batch)
	}
	for _, table := range []string{
		"posts", "comments", "post_likes", "comment_likes", "bookmarks", "post_like_counts", "comment_like_counts", "deleted_posts",
		"notifications WHERE post_id <> 0",
	} {
		if n := b.count(t, `SELECT count(*) FROM `+table); n > 0 {
			t.Errorf("%d rows are left in %s", n, table)
		}
	}
	b.wantGone(t)
}

// An admin deletes a post with more rows than one request deletes.
func TestDeletionOfALargePostIsLoggedOnce(t *testing.T) {
	t.Parallel()
	b := newBusyPost(t, 11_000)
	if err := (store.Posts{DB: b.db}).Delete(t.Context(), b.post.ID, b.admin.ID); err != nil {
		t.Fatal(err)
	}
	b.wantGone(t)
	if n := b.count(t, `SELECT count(*) FROM moderation_log WHERE action = 'delete' AND moderator_id = $1`, b.admin.ID); n != 1 {
		t.Errorf("%d entries in the log, want 1", n)
	}
}

// TestDecisionHasNoTextOfADeletedPost deletes a post after moderators removed it and a
// comment on it.
func TestDecisionHasNoTextOfADeletedPost(t *testing.T) {
	t.Parallel()
	b := newBusyPost(t, 11_000)
	moderation := store.Moderation{DB: b.db}
	cases, err := moderation.List(t.Context(), b.admin.ID, true, store.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var mails []int64
	for _, c := range cases.Rows {
		decided, err := moderation.Resolve(t.Context(), b.admin.ID, c.ID, social.ResolutionDraft{Action: social.Remove, Note: "note"})
		if err != nil {
			t.Fatal(err)
		}
		mails = append(mails, decided.EmailID)
	}
	if err := (store.Posts{DB: b.db}).Delete(t.Context(), b.post.ID, b.author.ID); err != nil {
		t.Fatal(err)
	}
	for _, user := range []social.Actor{b.author, b.critic} {
		listed, err := store.Notifications{DB: b.db}.List(t.Context(), user.ID, []social.NotificationKind{social.ModerationNotification}, store.Page{Limit: 10})
		if err != nil || len(listed.Rows) != 1 {
			t.Fatalf("%s has the decisions %+v, %v, want one", user.Username, listed.Rows, err)
		}
		if n := listed.Rows[0]; n.Post != nil || n.Comment != nil {
			t.Errorf("the decision for %s names %+v and %+v, want no post and no comment", user.Username, n.Post, n.Comment)
		}
	}
	for _, id := range mails {
		mail, err := store.Outbox{DB: b.db, HourLimit: 1000}.Claim(t.Context(), id)
		if err != nil || mail == nil || len(mail.Statements) != 1 || mail.Statements[0].Text != "" {
			t.Errorf("the mail is %+v, %v, want one statement without the text", mail, err)
		}
	}
}

// wantGone fails the test if any user finds any part of the post.
func (b busyPost) wantGone(t *testing.T) {
	t.Helper()
	posts, comments, reactions := store.Posts{DB: b.db}, store.Comments{DB: b.db}, store.Reactions{DB: b.db}
	page := store.Page{Limit: 10}
	for _, viewer := range []social.Actor{b.author, b.critic, b.fan, b.admin} {
		for what, ask := range map[string]func(context.Context) error{
			"get": func(ctx context.Context) error { _, err := posts.Get(ctx, b.post.ID, viewer.ID); return err },
			"get with comments": func(ctx context.Context) error {
				_, _, err := posts.GetWithComments(ctx, b.post.ID, viewer.ID, 20)
				return err
			},
			"update": func(ctx context.Context) error {
				title := "title"
				_, _, err := posts.Update(ctx, b.post.ID, viewer.ID, social.PostEdit{Title: &title})
				return err
			},
			"delete":   func(ctx context.Context) error { return posts.Delete(ctx, b.post.ID, viewer.ID) },
			"comments": func(ctx context.Context) error { _, err := comments.List(ctx, b.post.ID, viewer.ID, page); return err },
			"replies": func(ctx context.Context) error {
				_, err := comments.Replies(ctx, b.post.ID, b.comment.ID, viewer.ID, page)
				return err
			},
			"comment": func(ctx context.Context) error {
				_, err := comments.Get(ctx, b.post.ID, b.comment.ID, viewer.ID)
				return err
			},
			"likes": func(ctx context.Context) error {
				_, err := reactions.Likers(ctx, b.post.ID, viewer.ID, page)
				return err
			},
			"new comment": func(ctx context.Context) error {
				_, _, err := comments.Create(ctx, b.post.ID, viewer.ID, social.CommentDraft{Content: "content"}, nil)
				return err
			},
			"like": func(ctx context.Context) error {
				_, err := reactions.Add(ctx, store.PostLike, viewer.ID, b.post.ID, b.post.ID)
				return err
			},
			"like of a comment": func(ctx context.Context) error {
				_, err := reactions.Add(ctx, store.CommentLike, viewer.ID, b.post.ID, b.comment.ID)
				return err
			},
			"restore": func(ctx context.Context) error {
				_, err := store.Moderation{DB: b.db}.Restore(ctx, b.admin.ID, social.PostSubject, b.post.ID)
				return err
			},
			"restore of a comment": func(ctx context.Context) error {
				_, err := store.Moderation{DB: b.db}.Restore(ctx, b.admin.ID, social.CommentSubject, b.comment.ID)
				return err
			},
		} {
			if err := ask(t.Context()); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s by %s: %v, want not found", what, viewer.Username, err)
			}
		}
		b.wantUnlisted(t, viewer)
	}
	b.wantCaseWithoutSubject(t)
	if _, err := b.create(t); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "deleted since") {
		t.Errorf("the key of the post: %v, want that the post was deleted since", err)
	}
	if n := b.count(t, `SELECT posts_count FROM users WHERE id = $1`, b.author.ID); n != 0 {
		t.Errorf("posts_count is %d, want 0", n)
	}
}

// wantUnlisted fails the test if a list, the stream or the export of the viewer has the
// post or anything about it.
func (b busyPost) wantUnlisted(t *testing.T, viewer social.Actor) {
	t.Helper()
	page := store.Page{Limit: 10}
	var listed []int64
	add := func(rows store.Rows[social.Post], err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, post := range rows.Rows {
			listed = append(listed, post.ID)
		}
	}
	add(store.Posts{DB: b.db}.ListByAuthor(t.Context(), b.author.ID, viewer.ID, page))
	add(store.Feed{DB: b.db}.List(t.Context(), viewer.ID, social.FeedFilter{}, page))
	add(store.Feed{DB: b.db}.List(t.Context(), viewer.ID, social.FeedFilter{Search: "busy"}, page))
	add(store.Reactions{DB: b.db}.Bookmarks(t.Context(), viewer.ID, page))
	streamed, err := store.Live{DB: b.db}.Deliver(t.Context(), time.Time{}, time.Now().Add(time.Hour), []int64{viewer.ID})
	if err != nil || len(listed) > 0 || len(streamed) > 0 {
		t.Errorf("listed %v and streamed %v, %v, want neither", listed, streamed, err)
	}
	notifications := store.Notifications{DB: b.db}
	found, err := notifications.List(t.Context(), viewer.ID, social.NotificationKinds(), page)
	about := slices.DeleteFunc(found.Rows, func(n social.Notification) bool { return n.Kind == social.FollowNotification })
	if err != nil || len(about) > 0 {
		t.Errorf("%s reads the notifications %+v, %v, want only follows", viewer.Username, about, err)
	}
	if unread, err := notifications.Unread(t.Context(), viewer.ID); err != nil || unread.Count != len(found.Rows)-len(about) {
		t.Errorf("%s has %d unread, %v, want %d", viewer.Username, unread.Count, err, len(found.Rows)-len(about))
	}
	for _, row := range b.export(t, viewer) {
		if strings.Contains(row, `"action":`) {
			continue // actions of the admin stay in the log
		}
		if strings.Contains(row, fmt.Sprintf(`"post_id":%d,`, b.post.ID)) || strings.Contains(row, `"busy"`) {
			t.Errorf("the export of %s has %s, want nothing of the post", viewer.Username, row)
		}
	}
}

// export returns the rows of the user's export, as JSON.
func (b busyPost) export(t *testing.T, user social.Actor) (rows []string) {
	t.Helper()
	var hash string
	if err := b.db.QueryRow(t.Context(), `SELECT password_hash FROM users WHERE id = $1`, user.ID).Scan(&hash); err != nil {
		t.Fatal(err)
	}
	exports := store.Exports{DB: b.db}
	_, err := exports.Read(t.Context(), store.Secret{UserID: user.ID, Hash: hash}, time.Minute,
		func(string) error { return nil },
		func(row any) error {
			text, err := json.Marshal(row)
			rows = append(rows, string(text))
			return err
		})
	if err == nil {
		err = exports.Forget(t.Context(), user.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// wantCaseWithoutSubject fails the test if a moderator sees what was reported, or can
// remove it.
func (b busyPost) wantCaseWithoutSubject(t *testing.T) {
	t.Helper()
	moderation := store.Moderation{DB: b.db}
	cases, err := moderation.List(t.Context(), b.admin.ID, true, store.Page{Limit: 10})
	if err != nil || len(cases.Rows) != 2 {
		t.Fatalf("got %d cases, %v, want 2", len(cases.Rows), err)
	}
	for _, c := range cases.Rows {
		if c.Subject != nil || c.Post != nil {
			t.Errorf("the case has the subject %+v on %+v, want neither", c.Subject, c.Post)
		}
		_, err := moderation.Resolve(t.Context(), b.admin.ID, c.ID, social.ResolutionDraft{Action: social.Remove, Note: "note"})
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("the removal of what was deleted: %v, want a conflict", err)
		}
	}
}
