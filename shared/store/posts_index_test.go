package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// TestASearchFindsEveryPostWhileSweepsIndexThem writes and edits posts while two sweeps
// index them. After each write or edit it searches at once for the post's new word, and
// for the word that it had before.
func TestASearchFindsEveryPostWhileSweepsIndexThem(t *testing.T) {
	t.Parallel()
	const writers = 4
	db, rounds := testdb.New(t), figure.Size(60, 1_500)
	ctx, stop := context.WithCancel(t.Context())
	var sweeps, writing sync.WaitGroup
	for range 2 {
		sweeps.Go(func() {
			for ctx.Err() == nil {
				if err := (store.Posts{DB: db}).Index(t.Context(), time.Now().Add(time.Minute)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	var wrong [writers]int
	for n := range writers {
		author := factory.User(t, db, social.Member)
		writing.Go(func() { wrong[n] = searchWhatIsWritten(t, db, author, rounds) })
	}
	writing.Wait()
	stop()
	sweeps.Wait()
	wantNone(t, db, `SELECT id FROM posts WHERE NOT indexed`)
	figure.Report(t, "searches for the words of a post just written or edited, while sweeps index posts: wrong", 2*writers*rounds, sum(wrong[:]))
}

// searchWhatIsWritten writes posts and edits some of them, and returns how many searches
// did not find exactly the post that has the word.
func searchWhatIsWritten(t *testing.T, db *pgxpool.Pool, author social.Actor, rounds int) (wrong int) {
	posts, feed := store.Posts{DB: db}, store.Feed{DB: db}
	find := func(word string, want int) {
		page, found := store.Page{Limit: 20}, 0
		for {
			rows, err := feed.List(t.Context(), author.ID, social.FeedFilter{Search: word}, page)
			if err != nil {
				t.Error(err)
			}
			found += len(rows.Rows)
			if rows.Next.IsFirst() {
				break
			}
			page.After = rows.Next
		}
		if found != want {
			t.Errorf("%s: found %d, want %d", word, found, want)
			wrong++
		}
	}
	var ids []int64
	words := map[int64]string{}
	for round := range rounds {
		word := fmt.Sprintf("w%dx%dw", author.ID, round)
		if round%3 < 2 {
			post, _, err := posts.Create(t.Context(), author.ID, social.PostDraft{Title: "title", Content: "with " + word}, nil)
			if err != nil {
				t.Error(err)
			}
			ids = append(ids, post.ID)
			words[post.ID] = word
			find(word, 1)
			find(word+"y", 0)
			continue
		}
		id, content := ids[rand.IntN(len(ids))], "now with "+word
		if _, _, err := posts.Update(t.Context(), id, author.ID, social.PostEdit{Content: &content}); err != nil {
			t.Error(err)
		}
		find(word, 1)
		find(words[id], 0)
		words[id] = word
	}
	return wrong
}

func sum(numbers []int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}
