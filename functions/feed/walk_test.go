package feed_test

import (
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestWalksAreExactWhilePostsComeAndGo(t *testing.T) {
	t.Parallel()
	for name, query := range map[string]string{
		"newest first":             "?limit=7",
		"oldest first":             "?limit=7&sort=asc",
		"with a tag":               "?limit=7&tags=even",
		"with a tag, oldest first": "?limit=7&tags=even&sort=asc",
		"with a search":            "?limit=7&search=title",
		"one at a time":            "?limit=1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			viewer, client := f.member(t)
			authors := []social.Actor{viewer}
			for range 5 {
				authors = append(authors, factory.User(t, f.db, social.Member))
			}
			factory.Follow(t, f.db, viewer, authors[1:]...)
			var doomed []int64
			for i := range 240 {
				tag := []string{"even", "odd"}[i%2]
				if id := factory.Post(t, f.db, authors[i*i%6], tag).ID; i%3 == 0 {
					doomed = append(doomed, id)
				}
			}
			testdb.Exec(t, f.db, `UPDATE posts SET created_at = now() - interval '1 minute' * (id / 11)`) // ties of eleven
			present := apitest.Walk(t, client, path+query, func() {})
			present = slices.DeleteFunc(present, func(id int64) bool { return slices.Contains(doomed, id) })

			walked := apitest.Walk(t, client, path+query, func() {
				factory.Post(t, f.db, authors[1], "even")
				if len(doomed) > 1 {
					testdb.Exec(t, f.db, `DELETE FROM posts WHERE id = $1 OR id = $2`, doomed[0], doomed[len(doomed)-1])
					doomed = doomed[1 : len(doomed)-1]
				}
			})
			// An ascending walk also finds posts created during it.
			apitest.WantWalk(t, walked, present)
		})
	}
}
