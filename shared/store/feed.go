package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/social"
)

// Feed reads the posts of a user and of those whom they follow. How it finds
// them is told in the migrations, where its strategies are functions.
type Feed struct{ DB *pgxpool.Pool }

// List returns a page of the viewer's feed.
func (s Feed) List(ctx context.Context, viewer int64, f social.FeedFilter, p Page) (Rows[social.Post], error) {
	from, to := span(f, p.After)
	source, args := feedSource(f)
	args["viewer"], args["skipped"], args["wanted"] = viewer, p.Offset, p.Limit+1
	args["from"], args["from_id"] = from.At, from.ID
	args["to"], args["to_id"] = to.At, to.ID
	posts, err := many(ctx, s.DB, scanPlacedPost, `
		SELECT `+postColumns+`
		FROM `+source+`, @from, @from_id, @to, @to_id, @skipped, @wanted) u CROSS JOIN LATERAL (SELECT (u.post).*) p`, args)
	return paged(posts, p.Limit), err
}

// span returns the positions between which a page lies, neither being part of
// it.
func span(f social.FeedFilter, after cursor.Position) (from, to cursor.Position) {
	from, to = oldest, newest
	if f.Since != nil {
		from.At = *f.Since
	}
	if f.Until != nil {
		to.At = *f.Until
	}
	switch {
	case after.IsFirst():
	case f.Ascending && from.Before(after):
		from = after
	case !f.Ascending && after.Before(to):
		to = after
	}
	return from, to
}

// feedSource begins the call of the function that reads a feed with this
// filter.
func feedSource(f social.FeedFilter) (call string, args pgx.StrictNamedArgs) {
	direction := "newest"
	if f.Ascending {
		direction = "oldest"
	}
	switch {
	case f.Search == "" && len(f.Tags) == 0:
		return "feed_" + direction + "(@viewer", pgx.StrictNamedArgs{}
	case f.Search == "" && len(f.Tags) == 1:
		return "feed_tagged_" + direction + "(@viewer, @tag", pgx.StrictNamedArgs{"tag": f.Tags[0]}
	}
	args = pgx.StrictNamedArgs{"tags": f.Tags, "pattern": nil}
	if f.Tags == nil {
		args["tags"] = []string{}
	}
	if f.Search != "" {
		args["pattern"] = containing(f.Search)
	}
	return "feed_search_" + direction + "(@viewer, @pattern, @tags", args
}
