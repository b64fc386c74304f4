package users_test

import (
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestFollowAndUnfollowAreIdempotent(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	follower, client := f.user(t, social.Member)
	followee := factory.User(t, f.db, social.Member)
	for _, step := range []struct {
		suffix string
		counts int
	}{{"/unfollow", 0}, {"/follow", 1}, {"/follow", 1}, {"/unfollow", 0}, {"/unfollow", 0}, {"/follow", 1}} {
		answer := client.Do(t, "PUT", pathOf(followee)+step.suffix, nil).Want(t, http.StatusNoContent)
		if len(answer.Body) != 0 {
			t.Errorf("204 with the body %s", answer.Body)
		}
		a, b := f.stored(t, follower), f.stored(t, followee)
		if a.FollowingCount != step.counts || b.FollowersCount != step.counts || a.FollowersCount+b.FollowingCount != 0 {
			t.Errorf("after %s the follower is %+v and the followee %+v, want counts of %d", step.suffix, a.User, b.User, step.counts)
		}
	}
}

func TestUnfollowKeepsTheOtherDirection(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	maya, client := f.user(t, social.Member)
	ben := factory.User(t, f.db, social.Member)
	factory.Follow(t, f.db, maya, ben)
	factory.Follow(t, f.db, ben, maya)
	client.Do(t, "PUT", pathOf(ben)+"/unfollow", nil).Want(t, http.StatusNoContent)
	if got := f.stored(t, maya); got.FollowersCount != 1 || got.FollowingCount != 0 {
		t.Errorf("got %+v, want a follower and nobody followed", got.User)
	}
}

func TestNobodyFollowsThemselves(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, level := range []social.Level{social.Member, social.Moderator, social.Admin} {
		user, client := f.user(t, level)
		client.Do(t, "PUT", pathOf(user)+"/follow", nil).WantProblem(t, http.StatusBadRequest)
		client.Do(t, "PUT", pathOf(user)+"/unfollow", nil).WantProblem(t, http.StatusBadRequest)
	}
}

func TestDeletedFollowerIsNotSignedInThoughStillCached(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	follower, client := f.user(t, social.Member)
	path := pathOf(factory.User(t, f.db, social.Member)) + "/follow"
	client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK) // caches the user
	testdb.Exec(t, f.db, `DELETE FROM users WHERE id = $1`, follower.ID)
	answer := client.Do(t, "PUT", path, nil, "X-Request-Id", "the-same-for-all")
	answer.WantProblem(t, http.StatusUnauthorized)
	anonymous := apitest.Client{Handler: f.http}.Do(t, "PUT", path, nil, "X-Request-Id", "the-same-for-all")
	answer.WantJSON(t, "%s", anonymous.Body)
}

func TestFollowOfAUserWhoIsDeletedMeanwhileIsNotFound(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Member)
	followee := factory.User(t, f.db, social.Member)
	deletion := testdb.Begin(t, f.db, `DELETE FROM users WHERE id = $1`, followee.ID)
	answer := testdb.Waiting(t, f.db, func() apitest.Answer { return client.Do(t, "PUT", pathOf(followee)+"/follow", nil) })
	testdb.Commit(t, deletion)
	(<-answer).WantProblem(t, http.StatusNotFound)
}

func TestRefusalOfAnActOnOneselfNamesTheAct(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.user(t, social.Member)
	for _, act := range []string{"follow", "unfollow"} {
		answer := client.Do(t, "PUT", pathOf(user)+"/"+act, nil)
		answer.WantProblem(t, http.StatusBadRequest)
		if !strings.Contains(string(answer.Body), `"you cannot `+act+` yourself"`) {
			t.Errorf("%s: got %s, want the act", act, answer.Body)
		}
	}
}
