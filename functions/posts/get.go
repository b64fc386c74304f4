package posts

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// postWithComments is a post with its newest comments. CommentsNextCursor is the
// cursor for the others, at /v1/posts/{id}/comments.
type postWithComments struct {
	social.Post
	Comments []social.Comment `json:"comments"`
	// The cursor of the next comments, or null if there are no more. It can be set even if there are no comments here
	CommentsNextCursor *string `json:"comments_next_cursor" extensions:"x-nullable"`
}

// get returns a post with its newest comments.
//
//	@ID			getPost
//	@Summary	Read a post with its newest comments
//	@Tags		posts
//	@Security	Bearer
//	@Param		id	path		integer	true	"The post's id"	minimum(1)
//	@Success	200	{object}	web.Answer[postWithComments]
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id} [get]
func (s service) get(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	post, comments, err := s.posts.GetWithComments(r.Context(), id, auth.Actor(r.Context()).ID, web.PageSize)
	if err != nil {
		return err
	}
	answer := postWithComments{Post: post, Comments: comments.Rows}
	if next := s.cursors.Seal(commentsList(id), comments.Next); next != "" {
		answer.CommentsNextCursor = &next
	}
	return web.JSON(w, http.StatusOK, answer)
}

// commentsList returns the name that binds cursors to a post's comments.
func commentsList(post int64) string { return fmt.Sprintf("comments of %d", post) }
