package scenario

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"social.example/infra/bench/load"
	"social.example/shared/social"
)

// lists returns the scenarios of lists. The users who read them belong to no group.
func (w *World) lists() []Scenario {
	return []Scenario{
		{Name: "comments of a post", Baseline: JSON, Next: func(c *load.Client) Call { return w.commentsOf(c, w.viewer(c.Random), w.discussed) }},
		{
			Name: "followers", Baseline: JSON, Prepare: func(context.Context) error { w.followers(); return nil },
			Next: func(c *load.Client) Call { return w.followersOf(c, w.viewer(c.Random)) },
		},
		{Name: "search of users", Baseline: JSON, Next: func(c *load.Client) Call { return w.find(c, w.viewer(c.Random)) }},
	}
}

// commentsOf requests the newest comments on one of these posts.
func (w *World) commentsOf(c *load.Client, viewer int64, posts []int64) Call {
	id := posts[c.Random.IntN(len(posts))]
	return Call{
		Method: http.MethodGet, Path: fmt.Sprintf("/v1/posts/%d/comments", id), User: viewer, Status: http.StatusOK,
		Check: checkData(func(comments []social.Comment) error { return w.checkComments(viewer, id, comments) }),
	}
}

// followersOf requests the newest followers of one of the most followed users.
func (w *World) followersOf(c *load.Client, viewer int64) Call {
	id := w.famous[c.Random.IntN(len(w.famous))]
	return Call{
		Method: http.MethodGet, Path: fmt.Sprintf("/v1/users/%d/followers", id), User: viewer, Status: http.StatusOK,
		Check: checkData(func(users []social.User) error { return w.checkFollowers(viewer, id, users) }),
	}
}

// find searches for the name of a user. That user comes first, unless the viewer can't
// see them.
func (w *World) find(c *load.Client, viewer int64) Call {
	id := w.user(c.Random)
	if id == viewer {
		id = 1 + id%int64(w.Set.Users)
	}
	query := url.Values{"search": {w.Set.Username(id)}}
	return Call{
		Method: http.MethodGet, Path: "/v1/users?" + query.Encode(), User: viewer, Status: http.StatusOK,
		Check: checkData(func(users []social.User) error {
			for _, user := range users {
				if err := w.checkUser(viewer, user.ID, user); err != nil {
					return fmt.Errorf("user %d: %w", user.ID, err)
				}
			}
			if !w.hidden[viewer].blocked[id] && (len(users) == 0 || users[0].ID != id) {
				return fmt.Errorf("user %d is not the first of %d who are called %q", id, len(users), w.Set.Username(id))
			}
			return nil
		}),
	}
}
