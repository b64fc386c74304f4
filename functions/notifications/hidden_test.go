package notifications_test

import (
	"fmt"
	"testing"

	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// marks are what a user does about another one, and undoes.
var marks = map[string]struct {
	add, remove func(t testing.TB, p, other person)
}{
	"mute": {
		func(t testing.TB, p, other person) { must(t, store.Mutes{DB: p.db}.Add(t.Context(), p.ID, other.ID)) },
		func(t testing.TB, p, other person) {
			must(t, store.Mutes{DB: p.db}.Remove(t.Context(), p.ID, other.ID))
		},
	},
	"block": {
		func(t testing.TB, p, other person) { must(t, store.Blocks{DB: p.db}.Add(t.Context(), p.ID, other.ID)) },
		func(t testing.TB, p, other person) {
			must(t, store.Blocks{DB: p.db}.Remove(t.Context(), p.ID, other.ID))
		},
	},
	"block by the other": {
		func(t testing.TB, p, other person) { must(t, store.Blocks{DB: p.db}.Add(t.Context(), other.ID, p.ID)) },
		func(t testing.TB, p, other person) {
			must(t, store.Blocks{DB: p.db}.Remove(t.Context(), other.ID, p.ID))
		},
	},
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (p person) follows(t testing.TB, other person) { factory.Follow(t, p.db, p.Actor, other.Actor) }

func TestABlockWithdrawsTheFollow(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, name := range []string{"block", "block by the other"} {
		author, follower := f.person(t), f.person(t)
		follower.follows(t, author)
		author.want(t, fmt.Sprintf("follow %s 1", follower.Username))
		marks[name].add(t, author, follower)
		marks[name].remove(t, author, follower)
		author.want(t)
	}
}

// TestAFollowThatMovesToAnotherDayLeavesTheOthersListed repeats a follow of which the
// notification was never withdrawn.
func TestAFollowThatMovesToAnotherDayLeavesTheOthersListed(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, first, second := f.person(t), f.person(t), f.person(t)
	first.follows(t, author)
	second.follows(t, author)
	testdb.Exec(t, f.db, `DELETE FROM follows WHERE follower_id = $1`, second.ID)
	f.age(t, "1 day")
	second.follows(t, author)
	author.want(t, fmt.Sprintf("follow %s 1", second.Username), fmt.Sprintf("follow %s 1", first.Username))
}
