package store_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// Users like, bookmark, comment and reply on a few posts and undo much of it, while
// other users are deactivated and reactivated and posts are deleted. Afterwards each
// counter must be the number of its visible rows.
func TestCountersEqualTheRowsAfterARaceOfReactions(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	var people []social.Actor
	for range 8 {
		people = append(people, factory.User(t, db, social.Member))
	}
	const posts = 4
	for range posts {
		factory.Comment(t, db, factory.Post(t, db, people[0]), people[1])
	}
	acts, racers := figure.Size(600, 10_000), 8
	var wait sync.WaitGroup
	failed := make(chan error, acts)
	for n := range racers {
		wait.Go(func() {
			for range acts / racers {
				if err := act(t.Context(), db, people, n); err != nil && !expected(err) {
					failed <- err
				}
			}
		})
	}
	wait.Wait()
	close(failed)
	for err := range failed {
		t.Errorf("an act failed: %v", err)
	}
	for _, user := range people {
		testdb.Exec(t, db, `UPDATE users SET is_active = true WHERE id = $1`, user.ID)
	}
	wrong := query[int](t, db, wrongCounters)
	figure.Report(t, "likes, bookmarks, comments and replies that race with deactivations and deletions: counters that are wrong", acts, wrong)
}

// act does one random thing as the user with this number.
func act(ctx context.Context, db *pgxpool.Pool, people []social.Actor, n int) error {
	user, reactions, comments := people[n], store.Reactions{DB: db}, store.Comments{DB: db}
	var post, comment int64
	err := db.QueryRow(ctx, `SELECT coalesce((SELECT id FROM posts ORDER BY random() LIMIT 1), 0)`).Scan(&post)
	if err == nil {
		err = db.QueryRow(ctx, `SELECT coalesce((SELECT id FROM comments WHERE post_id = $1 ORDER BY random() LIMIT 1), 0)`, post).Scan(&comment)
	}
	if err != nil {
		return err
	}
	switch rand.IntN(20) {
	case 0, 1, 2, 3:
		_, err = reactions.Add(ctx, store.PostLike, user.ID, post, post)
	case 4, 5:
		err = reactions.Remove(ctx, store.PostLike, user.ID, post, post)
	case 6:
		_, err = reactions.Add(ctx, store.Bookmark, user.ID, post, post)
	case 7, 8, 9:
		_, err = reactions.Add(ctx, store.CommentLike, user.ID, post, comment)
	case 10:
		err = reactions.Remove(ctx, store.CommentLike, user.ID, post, comment)
	case 11, 12, 13:
		_, _, err = comments.Create(ctx, post, user.ID, social.CommentDraft{Content: "reply", ParentID: &comment}, nil)
	case 14:
		_, _, err = comments.Create(ctx, post, user.ID, social.CommentDraft{Content: "comment"}, nil)
	case 15, 16:
		err = comments.Remove(ctx, post, comment, user.ID)
	case 17:
		_, _, err = comments.Update(ctx, post, comment, user.ID, social.CommentEdit{Content: "edited"})
	case 18:
		_, err = db.Exec(ctx, `UPDATE users SET is_active = NOT is_active WHERE id = $1`, user.ID)
	case 19:
		if err = (store.Posts{DB: db}).Delete(ctx, post, user.ID); err == nil {
			_, _, err = store.Posts{DB: db}.Create(ctx, user.ID, social.PostDraft{Title: "another", Content: "post"}, nil)
		}
	}
	return err
}

// expected reports whether the act could not be done because something is not there
// any more.
func expected(err error) bool {
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Invalid, fault.Unauthenticated:
		return true
	}
	return false
}
