package notifications_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"social.example/shared/cursor"
	"social.example/shared/social"
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

// TestAnEntryIsThatOfTheNewestActThatItsReaderSees hides the actor of the newest act of
// each kind of entry, before or after the act. Another act is newer than the one that
// stays visible.
func TestAnEntryIsThatOfTheNewestActThatItsReaderSees(t *testing.T) {
	t.Parallel()
	for mark, hide := range marks {
		for _, before := range []bool{true, false} {
			if before && mark != "mute" {
				continue // the act would be refused
			}
			t.Run(fmt.Sprint(mark, " before: ", before), func(t *testing.T) {
				t.Parallel()
				f := newFunction(t)
				author, fan, other, hidden := f.person(t), f.person(t), f.person(t), f.person(t)
				post := author.writes(t, "post")
				comment := author.comments(t, post, nil, "comment")
				act := func(p person) {
					p.likes(t, post)
					p.likesComment(t, comment)
					p.follows(t, author)
				}
				act(fan)
				other.comments(t, post, nil, "newer")
				want := author.list(t, "")
				read(t, author, want[0].ID)
				if before {
					hide.add(t, author, hidden)
				}
				act(hidden)
				if !before {
					hide.add(t, author, hidden)
				}
				got := author.list(t, "")
				for n := range want {
					want[n].IsRead = true
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("listed are %+v, want %+v", got, want)
				}
				if n := author.unread(t); n != 0 {
					t.Errorf("%d unread, want none: all that is visible was read", n)
				}
				author.wantStreamed(t, want[0])
			})
		}
	}
}

// wantStreamed fails the test if the person's stream has anything after that notification.
func (p person) wantStreamed(t testing.TB, last social.Notification) {
	t.Helper()
	after := store.Page{After: cursor.Position{At: last.CreatedAt, ID: last.ID}, Limit: 20}
	missed, err := store.Notifications{DB: p.db}.Since(t.Context(), p.ID, nil, after)
	must(t, err)
	from := last.CreatedAt.Add(time.Microsecond)
	sent, err := store.Live{DB: p.db}.DeliverNotifications(t.Context(), from, from.Add(time.Hour), []int64{p.ID})
	must(t, err)
	if len(missed.Rows)+len(sent) > 0 {
		t.Errorf("after %d the stream has missed %+v and new %+v, want neither", last.ID, missed.Rows, sent)
	}
}

// TestActsAreListedWhileTheirActorsAreSeen hides the actors of all acts in turn, and undoes
// and repeats what may end or make a head.
func TestActsAreListedWhileTheirActorsAreSeen(t *testing.T) {
	t.Parallel()
	for mark, hide := range marks {
		t.Run(mark, func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			author, first, second, third := f.person(t), f.person(t), f.person(t), f.person(t)
			post := author.writes(t, "post")
			want := func(actors ...person) {
				t.Helper()
				line := fmt.Sprintf("like_post p%d", post.ID)
				for _, actor := range actors {
					line += " " + actor.Username
				}
				if len(actors) == 0 {
					author.want(t)
				} else {
					author.want(t, fmt.Sprint(line, " ", len(actors)))
				}
			}
			for _, fan := range []person{first, second} {
				fan.likes(t, post)
			}
			hide.add(t, author, second)
			want(first)
			third.likes(t, post)
			want(third, first)
			third.unlikes(t, post)
			want(first)
			third.likes(t, post) // within the hour, so in its old place
			want(third, first)
			factory.Deactivate(t, f.db, third.Actor)
			want(first)
			testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, third.ID)
			want(third, first)
			factory.Deactivate(t, f.db, second.Actor)
			testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, second.ID)
			want(third, first)
			hide.add(t, author, third)
			want(first)
			hide.add(t, author, first)
			want()
			hide.remove(t, author, second)
			want(second)
			hide.remove(t, author, first)
			want(second, first)
			hide.remove(t, author, third)
			want(third, second, first)
		})
	}
}

// TestActsWhileTheirActorIsHiddenNeverNotify mentions and replies to a user who has muted or
// blocked the actor, or is blocked, and then ends that.
func TestActsWhileTheirActorIsHiddenNeverNotify(t *testing.T) {
	t.Parallel()
	for mark, hide := range marks {
		t.Run(mark, func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			author, reader, other, hidden := f.person(t), f.person(t), f.person(t), f.person(t)
			post := author.writes(t, "post")
			comment := reader.comments(t, post, nil, "comment")
			reply := other.comments(t, post, &comment.ID, "reply")
			seen := fmt.Sprintf("reply p%d c%d %s 1", post.ID, reply.ID, other.Username)
			hide.add(t, reader, hidden)
			hidden.comments(t, post, &reply.ID, "hidden reply, @"+reader.Username)
			if mark == "mute" {
				hidden.likesComment(t, comment)
				hidden.follows(t, reader)
			}
			reader.want(t, seen)
			hide.remove(t, reader, hidden)
			reader.want(t, seen)
		})
	}
}
