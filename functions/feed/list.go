package feed

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

const (
	maxTags = 5 // in one filter
	// minSearch is the fewest characters that the text index can search for.
	minSearch = 3
)

// list returns a page of the signed-in user's feed.
//
//	@ID				listFeed
//	@Summary		Read your feed
//	@Description	Your posts and those of the users you follow. A page of a search, or of several tags, may have fewer posts than `limit`, even none, after reading very many posts. There may be more while `next_cursor` is not null.
//	@Tags			feed
//	@Security		Bearer
//	@Param			limit	query		integer	false	"Maximum number of posts to return"	minimum(1)	maximum(${web.MaxPageSize})	default(${web.PageSize})
//	@Param			cursor	query		string	false	"The `next_cursor` of the previous page"
//	@Param			offset	query		integer	false	"Number of posts to skip; not together with `cursor`"	minimum(0)	maximum(${web.MaxOffset})	default(0)
//	@Param			sort	query		string	false	"Newest or oldest first"	Enums(desc, asc)	default(desc)
//	@Param			tags	query		string	false	"Up to $maxTags tags, comma-separated, case-insensitive; a post must have all"	extensions(x-max-items=$maxTags)
//	@Param			search	query		string	false	"A part of title or content, case-insensitive; at least $minSearch characters"	extensions(x-min-length=$minSearch)	maxlength(${web.SearchLength})
//	@Param			since	query		string	false	"Only posts from this time on, like 2026-01-31T15:04:05Z or 2026-01-31 15:04:05"
//	@Param			until	query		string	false	"Only posts up to this time"
//	@Success		200		{object}	web.Page[social.Post]
//	@Failure		400		{object}	web.Problem
//	@Router			/v1/users/feed [get]
func (s service) list(w http.ResponseWriter, r *http.Request) error {
	viewer := auth.Actor(r.Context()).ID
	q := web.ParseQuery(r)
	filter := parseFilter(q)
	list := pagination.List{Name: filter.ListName(viewer), Cursors: s.cursors, Offset: q.Offset()}
	return pagination.Serve(w, q, list, func(page store.Page) (store.Rows[social.Post], error) {
		return s.feed.List(r.Context(), viewer, filter, page)
	})
}

func parseFilter(q *web.Query) social.FeedFilter {
	filter := social.FeedFilter{
		Ascending: q.Choice("sort", "desc", "asc") == "asc",
		Search:    parseSearch(q),
		Since:     q.Since("since"),
		Until:     q.Until("until"),
	}
	filter.Tags = parseTags(q)
	return filter
}

func parseSearch(q *web.Query) string {
	search := q.Search()
	if search != "" && utf8.RuneCountInString(strings.TrimSpace(social.SearchForm(search))) < minSearch {
		q.Refuse("search", fmt.Sprintf("must have at least %d characters", minSearch))
	}
	return search
}

// parseTags returns the distinct tags in their stored form.
func parseTags(q *web.Query) []string {
	text := q.Text("tags", maxTags*(social.TagLength+1))
	if text == "" {
		return nil
	}
	given := strings.Split(text, ",")
	if len(given) > maxTags {
		q.Refuse("tags", fmt.Sprintf("must be at most %d", maxTags))
		return nil
	}
	var tags []string
	for _, tag := range given {
		if !social.ValidTag(tag) {
			q.Refuse("tags", fmt.Sprintf("must each have 1 to %d characters and no control characters", social.TagLength))
		}
		if form := social.TagForm(tag); !slices.Contains(tags, form) {
			tags = append(tags, form)
		}
	}
	return tags
}
