package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listComments returns a page of the comments on a post.
//
//	@ID				listComments
//	@Summary		List the comments on a post, newest first
//	@Description	Replies are not in this list: see listReplies. A comment that was removed, or whose author is not active, stays as a placeholder while it has replies: without content, `user_id` and `user`, and with `is_removed`.
//	@Tags			comments
//	@Security		Bearer
//	@Param		id		path		integer	true	"The post's id"	minimum(1)
//	@Param		limit	query		integer	false	"Maximum number of comments to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.Comment]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/posts/{id}/comments [get]
func (s service) listComments(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	list := pagination.List{Name: commentsList(id), Cursors: s.cursors}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[social.Comment], error) {
		return s.comments.List(r.Context(), id, auth.Actor(r.Context()).ID, page)
	})
}
