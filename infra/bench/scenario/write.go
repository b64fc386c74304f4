package scenario

import (
	"cmp"
	"fmt"
	"net/http"

	"social.example/infra/bench/load"
	"social.example/shared/social"
)

// create writes a post like one of the data set.
func (w *World) create(c *load.Client) Call {
	w.Changed.Store(true)
	author, draft := w.draft(c)
	return Call{
		Method: http.MethodPost, Path: "/v1/posts", User: author, Status: http.StatusCreated, Body: draft,
		Check: checkData(func(post social.Post) error {
			return cmp.Or(
				equal("user_id", post.UserID, author),
				equal("title", post.Title, draft.Title),
				equal("content", post.Content, draft.Content),
			)
		}),
	}
}

// draft returns an author, and a post like one of the data set for them to write.
func (w *World) draft(c *load.Client) (author int64, draft social.PostDraft) {
	author, model := w.viewer(c.Random), w.Set.Post(w.post(c.Random))
	return author, social.PostDraft{Title: model.Title, Content: model.Content, Tags: model.Tags}
}

func (w *World) comment(c *load.Client) Call {
	w.Changed.Store(true)
	viewer, post := w.viewer(c.Random), w.post(c.Random)
	content := w.anyComment(c)
	return Call{
		Method: http.MethodPost, Path: fmt.Sprintf("/v1/posts/%d/comments", post), User: viewer,
		Body: social.CommentDraft{Content: content}, Status: http.StatusCreated,
		Check: checkData(func(comment social.Comment) error {
			if comment.UserID == nil {
				return fmt.Errorf("user_id is null")
			}
			return cmp.Or(
				equal("user_id", *comment.UserID, viewer),
				equal("post_id", comment.PostID, post),
				equal("content", comment.Content, content),
			)
		}),
	}
}

// anyComment returns the text of a comment of the data set.
func (w *World) anyComment(c *load.Client) string {
	return w.Set.Comment(1 + c.Random.Int64N(int64(w.Set.Comments))).Content
}

// follow alternates between following and unfollowing a user.
func (w *World) follow(c *load.Client) Call {
	w.Changed.Store(true)
	follower, followee, ends := w.nextFollow(c)
	step := "follow"
	if ends {
		step = "unfollow"
	}
	return Call{
		Method: http.MethodPut, Path: fmt.Sprintf("/v1/users/%d/%s", followee, step),
		User: follower, Status: http.StatusNoContent,
	}
}

// nextFollow returns the follow that the client's next request begins or, if ends is
// true, ends. The data set does not have that follow, so its own follows stay as they are.
func (w *World) nextFollow(c *load.Client) (follower, followee int64, ends bool) {
	turn := c.Asked / 2
	follower = int64(w.Set.Users - (c.Number*17+turn)%Viewers(w.Set.Size))
	followee = 1 + (follower*7919+int64(turn))%int64(w.Set.Users/2)
	for w.Set.DoesFollow(follower, followee) {
		followee = 1 + followee%int64(w.Set.Users/2)
	}
	return follower, followee, c.Asked%2 == 1
}

// mix sends the typical mix of requests.
func (w *World) mix(c *load.Client) Call {
	switch n := c.Random.IntN(100); {
	case n < 70:
		return w.anyFeed(c)
	case n < 85:
		return w.read(c)
	case n < 90:
		return w.comment(c)
	case n < 95:
		return w.create(c)
	default:
		return w.follow(c)
	}
}
