package scenario

import (
	"cmp"
	"fmt"
	"net/http"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/shared/social"
)

// profile requests another user's profile.
func (w *World) profile(c *load.Client) Call {
	viewer, id := w.viewer(c.Random), w.user(c.Random)
	if id == viewer {
		id = 1
	}
	return Call{
		Method: http.MethodGet, Path: fmt.Sprintf("/v1/users/%d", id), User: viewer, Status: http.StatusOK,
		Check: checkData(func(user social.User) error { return w.checkUser(viewer, id, user) }),
	}
}

// withComments is a post with its newest comments.
type withComments struct {
	social.Post
	Comments []social.Comment `json:"comments"`
}

// read requests a post with its newest comments.
func (w *World) read(c *load.Client) Call {
	viewer, id := w.viewer(c.Random), w.post(c.Random)
	return Call{
		Method: http.MethodGet, Path: fmt.Sprintf("/v1/posts/%d", id), User: viewer, Status: http.StatusOK,
		Check: checkData(func(post withComments) error {
			return cmp.Or(
				equal("id", post.ID, id),
				w.checkPost(post.Post),
				w.checkComments(viewer, id, post.Comments),
			)
		}),
	}
}

// signIn signs in with the common password.
func (w *World) signIn(c *load.Client) Call {
	return Call{
		Method: http.MethodPost, Path: "/v1/authentication/token", Status: http.StatusCreated, Obeys: true,
		Body: map[string]string{"email": w.Set.Email(w.user(c.Random)), "password": dataset.Password},
		Check: checkData(func(token string) error {
			_, err := w.Tokens.Verify(token)
			return err
		}),
	}
}
