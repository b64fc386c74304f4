package posts

import (
	"fmt"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// listReplies returns a page of the replies to a comment.
//
//	@ID			listReplies
//	@Summary	List the replies to a comment, oldest first
//	@Tags		comments
//	@Security	Bearer
//	@Param		id		path		integer	true	"The post's id"		minimum(1)
//	@Param		comment	path		integer	true	"The comment's id"	minimum(1)
//	@Param		limit	query		integer	false	"Maximum number of replies to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param		cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Success	200		{object}	web.Page[social.Comment]
//	@Failure	400,404	{object}	web.Problem
//	@Router		/v1/posts/{id}/comments/{comment}/replies [get]
func (s service) listReplies(w http.ResponseWriter, r *http.Request) error {
	post, id, err := commentIDs(r)
	if err != nil {
		return err
	}
	list := pagination.List{Name: fmt.Sprintf("replies to %d", id), Cursors: s.cursors}
	return pagination.Serve(w, web.ParseQuery(r), list, func(page store.Page) (store.Rows[social.Comment], error) {
		return s.comments.Replies(r.Context(), post, id, auth.Actor(r.Context()).ID, page)
	})
}
