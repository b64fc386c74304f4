package feed

import (
	"fmt"
	"net/http"
	"strings"

	"social.example/shared/admission"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// maxTags is how many tags a feed can be filtered by at once.
const maxTags = 5

// list returns a page of the signed-in user's feed.
//
//	@ID				listFeed
//	@Summary		Read your feed
//	@Description	Your posts and those of whom you follow.
//	@Tags			feed
//	@Security		Bearer
//	@Param			limit	query		integer	false	"How many"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"The next_cursor of the page before"
//	@Param			offset	query		integer	false	"How many to leave out; not together with cursor"	minimum(0)			maximum(1000)	default(0)
//	@Param			sort	query		string	false	"Newest or oldest first"							Enums(desc, asc)	default(desc)
//	@Param			tags	query		string	false	"Up to 5 tags, comma-separated; a post must have all"
//	@Param			search	query		string	false	"A part of title or content, whatever its case"	maxlength(100)
//	@Param			since	query		string	false	"Posts from then on, like 2026-01-31T15:04:05Z or 2026-01-31 15:04:05"
//	@Param			until	query		string	false	"Posts up to then"
//	@Success		200		{object}	web.Page[social.Post]
//	@Failure		400		{object}	web.Problem
//	@Router			/v1/users/feed [get]
func (s service) list(w http.ResponseWriter, r *http.Request) error {
	viewer := admission.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	filter := parseFilter(q)
	name := filter.ListName(viewer)
	page := store.Page{
		Limit:  q.Int("limit", 20, 1, 100),
		Offset: q.Int("offset", 0, 0, 1000),
		After:  q.Cursor(s.cursors, name),
	}
	if q.Has("cursor") && q.Has("offset") {
		q.Refuse("offset", "must not come together with cursor")
	}
	if err := q.Err(); err != nil {
		return err
	}
	posts, err := s.feed.List(r.Context(), viewer, filter, page)
	if err != nil {
		return err
	}
	return web.List(w, posts.Rows, s.cursors.Seal(name, posts.Next))
}

func parseFilter(q *web.Query) social.FeedFilter {
	filter := social.FeedFilter{
		Ascending: q.Choice("sort", "desc", "asc") == "asc",
		Search:    q.Text("search", 100),
		Since:     q.Time("since"),
		Until:     q.Time("until"),
	}
	if tags := q.Text("tags", maxTags*(social.TagLength+1)); tags != "" {
		filter.Tags = strings.Split(tags, ",")
	}
	if len(filter.Tags) > maxTags {
		q.Refuse("tags", fmt.Sprintf("must be at most %d", maxTags))
	}
	for _, tag := range filter.Tags {
		if !social.ValidTag(tag) {
			q.Refuse("tags", fmt.Sprintf("must each have 1 to %d characters", social.TagLength))
		}
	}
	return filter
}
