package users_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestGetReturnsTheUser(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.user(t, social.Member)
	user := factory.User(t, f.db, social.Admin)
	others := f.members(t, 2)
	factory.Follow(t, f.db, user, others...)
	factory.Follow(t, f.db, others[0], user)
	factory.Follow(t, f.db, viewer, user)
	testdb.Exec(t, f.db, `UPDATE users SET display_name = 'Maya L.', bio = 'Bakes', location = 'Malmö', website = 'https://maya.example' WHERE id = $1`, user.ID)
	for range 3 {
		factory.Post(t, f.db, user)
	}
	client.Do(t, "GET", pathOf(user), nil).Want(t, http.StatusOK).WantJSON(t, `{"data": {
		"id": %d, "username": %q, "display_name": "Maya L.", "bio": "Bakes", "location": "Malmö", "website": "https://maya.example",
		"created_at": %q, "is_followed": true, "follows_you": false, "is_muted": false, "is_blocked": false,
		"followers_count": 2, "following_count": 2, "posts_count": 3}}`,
		user.ID, user.Username, stamp(f.stored(t, user).CreatedAt))
}

func TestYourOwnAccountHasItsPrivateFields(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for level, role := range map[social.Level]string{
		social.Member:    `{"id": 1, "name": "user", "level": 1, "description": "Writes posts and comments, changes and deletes their own posts"}`,
		social.Moderator: `{"id": 2, "name": "moderator", "level": 2, "description": "Also changes the posts of others"}`,
		social.Admin:     `{"id": 3, "name": "admin", "level": 3, "description": "Also deletes the posts of others and assigns roles"}`,
	} {
		user, client := f.user(t, level)
		for _, path := range []string{"/v1/users/me", pathOf(user)} {
			client.Do(t, "GET", path, nil).Want(t, http.StatusOK).WantJSON(t, `{"data": {
				"id": %d, "username": %[2]q, "display_name": %[2]q, "bio": "", "location": "", "website": "",
				"created_at": %[3]q, "is_followed": false, "follows_you": false, "is_muted": false, "is_blocked": false,
				"followers_count": 0, "following_count": 0, "posts_count": 0,
				"email": %[4]q, "is_active": true, "has_totp": false, "unread_notifications": 0, "role": %[5]s}}`,
				user.ID, user.Username, stamp(f.stored(t, user).CreatedAt), factory.Email(user.Username), role)
		}
	}
}

func TestUsersWhoAreNotActiveAreNotFound(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Admin)
	gone := factory.User(t, f.db, social.Member)
	factory.Post(t, f.db, gone)
	factory.Deactivate(t, f.db, gone)
	for _, id := range []int64{gone.ID, factory.Pending(t, f.db)} {
		path := fmt.Sprintf("/v1/users/%d", id)
		for _, suffix := range []string{"", "/followers", "/following", "/posts"} {
			client.Do(t, "GET", path+suffix, nil).WantProblem(t, http.StatusNotFound)
		}
		client.Do(t, "PUT", path+"/follow", nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "PUT", path+"/unfollow", nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "PUT", path+"/role", `{"role": "admin"}`).WantProblem(t, http.StatusNotFound)
	}
}

func TestUsersSayWhetherTheyFollowYou(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.user(t, social.Member)
	fan, idol := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	factory.Follow(t, f.db, fan, viewer)
	factory.Follow(t, f.db, viewer, idol)
	for _, user := range apitest.Data[[]social.User](t, client.Do(t, "GET", "/v1/users", nil).Want(t, http.StatusOK)) {
		if user.FollowsYou != (user.ID == fan.ID) || user.IsFollowed != (user.ID == idol.ID) {
			t.Errorf("%s: follows_you %t, is_followed %t, want %t, %t", user.Username, user.FollowsYou, user.IsFollowed, user.ID == fan.ID, user.ID == idol.ID)
		}
	}
	for _, user := range []social.Actor{fan, idol} {
		got := apitest.Data[social.User](t, client.Do(t, "GET", pathOf(user), nil).Want(t, http.StatusOK))
		if got.FollowsYou != (user.ID == fan.ID) {
			t.Errorf("%s: follows_you %t, want %t", user.Username, got.FollowsYou, user.ID == fan.ID)
		}
	}
}
