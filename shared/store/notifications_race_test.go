package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// TestEveryActNotifiesOnce lets users act on each other at random, while some are
// deactivated and connections to the database are killed. In the end each user reads
// exactly the acts that stand.
func TestEveryActNotifiesOnce(t *testing.T) {
	t.Parallel()
	const writers = 8
	db := testdb.New(t)
	people := make([]social.Actor, 2*writers)
	for i := range people {
		people[i] = factory.User(t, db, social.Member)
		factory.Comment(t, db, factory.Post(t, db, people[i]), people[i])
	}
	ctx, stop := context.WithCancel(t.Context())
	var killing errgroup.Group
	killing.Go(func() error { return killConnections(ctx, db) })
	var acting errgroup.Group
	acts := figure.Size(1_000, 20_000)
	for n := range writers {
		acting.Go(func() error {
			for range acts / writers {
				// If the connection was killed, it is unknown whether the act happened.
				if err := actOnOthers(t.Context(), db, people, n); err != nil && !expected(err) && fault.KindOf(err) != fault.Unavailable {
					return err
				}
			}
			return nil
		})
	}
	err := acting.Wait()
	stop()
	if err := errors.Join(err, killing.Wait()); err != nil {
		t.Fatal(err)
	}
	db.Reset() // the pool may still hold a connection that was killed last
	testdb.Exec(t, db, `UPDATE users SET is_active = true`)
	notified, lost, invented := 0, 0, 0
	for _, user := range people {
		want, got := standing(t, db, user.ID), listed(t, db, user.ID)
		notified += len(want)
		for entry, count := range want {
			if got[entry] != count {
				t.Errorf("user %d: %s has %d actors, want %d", user.ID, entry, got[entry], count)
				lost++
			}
		}
		for entry := range got {
			if want[entry] == 0 {
				t.Errorf("user %d: %s was invented", user.ID, entry)
				invented++
			}
		}
	}
	if notified == 0 {
		t.Error("nobody was notified")
	}
	figure.Report(t, "acts that race with deactivations and killed connections: notifications that are missing or wrong", acts, lost)
	figure.Report(t, "acts that race with deactivations and killed connections: notifications that were invented or doubled", acts, invented)
}

// killConnections kills a connection to the database now and then, until ctx ends.
func killConnections(ctx context.Context, db *pgxpool.Pool) error {
	killer, err := pgx.ConnectConfig(ctx, db.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer killer.Close(context.Background()) //nolint:contextcheck // ctx has ended by then
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(200 * time.Millisecond):
		}
		_, err := killer.Exec(ctx, `
			SELECT pg_terminate_backend(pid) FROM (
				SELECT pid FROM pg_stat_activity
				WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
				ORDER BY random() LIMIT 1
			) victim`)
		if err != nil && ctx.Err() == nil {
			return err
		}
	}
}

// actOnOthers does one random thing as the user with this number.
func actOnOthers(ctx context.Context, db *pgxpool.Pool, people []social.Actor, n int) error {
	user, reactions, comments, follows := people[n], store.Reactions{DB: db}, store.Comments{DB: db}, store.Follows{DB: db}
	other := people[rand.IntN(len(people))]
	var post, comment, reply int64
	err := db.QueryRow(ctx, `
		SELECT p.id, coalesce((SELECT id FROM comments WHERE post_id = p.id AND parent_id IS NULL ORDER BY random() LIMIT 1), 0),
			coalesce((SELECT id FROM comments WHERE post_id = p.id AND parent_id IS NOT NULL ORDER BY random() LIMIT 1), 0)
		FROM (SELECT id FROM posts ORDER BY random() LIMIT 1) p`).Scan(&post, &comment, &reply)
	if err != nil {
		return fault.UnavailableBy(err) // its connection was killed
	}
	switch rand.IntN(20) {
	case 0, 1, 2, 3, 4:
		_, err = reactions.Add(ctx, store.PostLike, user.ID, post, post)
	case 5, 6, 7:
		err = reactions.Remove(ctx, store.PostLike, user.ID, post, post)
	case 8:
		_, err = reactions.Add(ctx, store.CommentLike, user.ID, post, comment)
	case 9:
		err = reactions.Remove(ctx, store.CommentLike, user.ID, post, comment)
	case 10, 11, 12:
		if other.ID != user.ID {
			_, err = follows.Add(ctx, user.ID, other.ID)
		}
	case 13, 14:
		if other.ID != user.ID {
			err = follows.Remove(ctx, user.ID, other.ID)
		}
	case 15:
		_, _, err = comments.Create(ctx, post, user.ID, social.CommentDraft{Content: "comment"}, nil)
	case 16, 17:
		_, _, err = comments.Create(ctx, post, user.ID, social.CommentDraft{Content: "reply", ParentID: &comment}, nil)
	case 18:
		err = comments.Remove(ctx, post, reply, user.ID)
	case 19:
		if _, err = db.Exec(ctx, `UPDATE users SET is_active = NOT is_active WHERE id = $1`, other.ID); err != nil {
			err = fault.UnavailableBy(err)
		}
	}
	return err
}

// standing returns the entries that the user should read, and how many acted in each:
// it asks the tables of the acts.
func standing(t testing.TB, db *pgxpool.Pool, user int64) map[string]int {
	t.Helper()
	return counted(t, db, `
		SELECT kind || ' ' || post || ' ' || comment, count(*)
		FROM (
			SELECT 'follow' AS kind, 0::bigint AS post, 0::bigint AS comment, follower_id AS actor FROM follows WHERE followee_id = $1
			UNION ALL
			SELECT 'like_post', p.id, 0, l.user_id FROM post_likes l JOIN posts p ON p.id = l.post_id WHERE p.user_id = $1
			UNION ALL
			SELECT 'like_comment', c.post_id, c.id, l.user_id FROM comment_likes l JOIN comments c ON c.id = l.comment_id WHERE c.user_id = $1
			UNION ALL
			SELECT CASE WHEN parent.user_id = $1 THEN 'reply' ELSE 'comment' END, c.post_id, c.id, c.user_id
			FROM comments c JOIN posts p ON p.id = c.post_id LEFT JOIN comments parent ON parent.id = c.parent_id
			WHERE $1 IN (parent.user_id, p.user_id)
		) acts
		JOIN users actor ON actor.id = acts.actor AND actor.is_active AND actor.id <> $1
		LEFT JOIN posts p ON p.id = acts.post
		LEFT JOIN users author ON author.id = p.user_id
		WHERE coalesce(author.is_active, true)
		GROUP BY 1`, user)
}

func counted(t testing.TB, db *pgxpool.Pool, sql string, args ...any) map[string]int {
	t.Helper()
	counts := map[string]int{}
	rows, err := db.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	var key string
	var count int
	if _, err := pgx.ForEachRow(rows, []any{&key, &count}, func() error { counts[key] = count; return nil }); err != nil {
		t.Fatal(err)
	}
	return counts
}

// listed returns the entries that the user reads, and how many acted in each. An entry
// that comes twice counts twice. It fails the test if the unread count differs, or the
// order is wrong.
func listed(t testing.TB, db *pgxpool.Pool, user int64) map[string]int {
	t.Helper()
	notifications, counts, page := store.Notifications{DB: db}, map[string]int{}, store.Page{Limit: 7}
	last, total := social.Notification{CreatedAt: time.Now().Add(time.Hour)}, 0
	for {
		rows, err := notifications.List(t.Context(), user, social.NotificationKinds(), page)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range rows.Rows {
			if n.CreatedAt.After(last.CreatedAt) {
				t.Errorf("user %d reads %d after %d", user, n.ID, last.ID)
			}
			last = n
			total++
			var post, comment int64
			if n.Post != nil {
				post = n.Post.ID
			}
			if n.Comment != nil {
				comment = n.Comment.ID
			}
			counts[fmt.Sprint(n.Kind, " ", post, " ", comment)] += n.ActorsCount
		}
		if rows.Next.IsFirst() {
			break
		}
		page.After = rows.Next
	}
	unread, err := notifications.Unread(t.Context(), user)
	if want := min(total, social.NotificationCount); err != nil || unread.Count != want {
		t.Errorf("user %d: %d unread of %d (%v)", user, unread.Count, want, err)
	}
	return counts
}
