package notifications_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestLikesOfOnePostAndFollowsOfOneDayAreOneNotificationEach(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := f.person(t)
	post, other := author.writes(t, "post"), author.writes(t, "other")
	var fans []person
	for range 5 {
		fan := f.person(t)
		fan.likes(t, post)
		factory.Follow(t, f.db, fan.Actor, author.Actor)
		fans = append(fans, fan)
	}
	fans[0].likes(t, other)
	names := fmt.Sprint(fans[4].Username, " ", fans[3].Username, " ", fans[2].Username)
	liked := fmt.Sprintf("like_post p%d %s 5", post.ID, names)
	author.want(t, fmt.Sprintf("like_post p%d %s 1", other.ID, fans[0].Username), "follow "+names+" 5", liked)

	f.age(t, "1 day")
	late := f.person(t)
	factory.Follow(t, f.db, late.Actor, author.Actor)
	author.want(t, fmt.Sprintf("follow %s 1", late.Username),
		fmt.Sprintf("like_post p%d %s 1", other.ID, fans[0].Username), "follow "+names+" 5", liked)
}

func TestCountsStopAtAHundred(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := f.person(t)
	post := author.writes(t, "post")
	for i := range social.NotificationCount + 1 {
		fan := f.person(t)
		fan.likes(t, post)
		if i < social.NotificationCount {
			fan.likes(t, author.writes(t, "another"))
		}
	}
	if n := author.list(t, "?kinds=like_post&limit=1")[0]; n.ActorsCount != social.NotificationCount || len(n.Actors) != social.NotificationActors {
		t.Errorf("%d of %d actors, want 3 of 100", len(n.Actors), n.ActorsCount)
	}
	if n := author.unread(t); n != social.NotificationCount {
		t.Errorf("%d unread, want 100", n)
	}
}

func TestNotificationsOfInactiveUsersAreHiddenAndComeBack(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, first, second := f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "post")
	first.likes(t, post)
	comment := second.comments(t, post, nil, "comment")
	second.likes(t, post)
	both := []string{
		fmt.Sprintf("like_post p%d %s %s 2", post.ID, second.Username, first.Username),
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, second.Username),
	}
	author.want(t, both...)
	factory.Deactivate(t, f.db, second.Actor)
	author.want(t, fmt.Sprintf("like_post p%d %s 1", post.ID, first.Username))
	testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, second.ID)
	author.want(t, both...)
}

func TestNotificationsAboutDeletedContentAreNotListed(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader, third := f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "post")
	comment := reader.comments(t, post, nil, "comment")
	third.comments(t, post, &comment.ID, "reply")
	third.likesComment(t, comment)
	reader.likes(t, post)
	if n := len(reader.list(t, "")); n != 2 {
		t.Fatalf("%d notifications, want a reply and a like", n)
	}
	factory.Deactivate(t, f.db, author.Actor) // the post is hidden
	reader.want(t)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, author.ID)
	if err := (store.Posts{DB: f.db}).Delete(t.Context(), post.ID, post.UserID); err != nil {
		t.Fatal(err)
	}
	reader.want(t)
	author.want(t)
}

func TestAWalkOverNotificationsRepeatsAndMissesNone(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.person(t), f.person(t)
	post := author.writes(t, "post")
	for range 7 {
		reader.comments(t, post, nil, "comment")
	}
	reader.likes(t, post)
	var want []int64
	for _, n := range author.list(t, "?kinds=comment") {
		want = append(want, n.ID)
	}
	got := apitest.Walk(t, author.client, path+"?limit=2", func() {
		f.person(t).likes(t, post) // moves the notification of the likes to the front
	})
	apitest.WantWalk(t, got, want)
	if got := apitest.Walk(t, author.client, path+"?limit=3&kinds=follow,comment", func() {}); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("comments only: %v, want %v", got, want)
	}
	_, next := apitest.IDs(t, author.client.Do(t, "GET", path+"?limit=2", nil))
	for name, answer := range map[string]apitest.Answer{
		"another user": reader.client.Do(t, "GET", path+"?cursor="+next, nil),
		"other kinds":  author.client.Do(t, "GET", path+"?kinds=comment&cursor="+next, nil),
	} {
		answer.WantProblem(t, http.StatusBadRequest, "cursor")
		t.Log(name)
	}
}
