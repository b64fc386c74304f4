package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
)

// Feed reads the posts of a user and of those whom they follow.
type Feed struct{ DB *pgxpool.Pool }

// replanned is a pool whose queries are planned each time, for the values that
// they have, whatever the pool's mode. A plan that is kept knows neither how
// many authors are followed nor how large a page is, and for who follows many
// quiet authors the one that PostgreSQL then takes is thousands of times slower.
type replanned struct{ *pgxpool.Pool }

func (r replanned) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return r.Pool.Query(ctx, sql, append([]any{pgx.QueryExecModeExec}, args...)...)
}

const (
	// probeFrom is from how many followed authors on the newest posts of all
	// are looked at first. Measured: below, one look at each author is cheaper.
	probeFrom = 500
	// probeWindow is how many of the newest posts are looked at.
	probeWindow = 4000
)

// List returns a page of the viewer's feed.
func (s Feed) List(ctx context.Context, viewer int64, f social.FeedFilter, p Page) (Rows[social.Post], error) {
	at, last := start(p.After, f.Ascending)
	posts, err := many(ctx, replanned{s.DB}, scanPlacedPost, feedSQL(f), feedArgs(f, pgx.StrictNamedArgs{
		"viewer": viewer, "at": at, "id": last,
		"wanted": p.Offset + p.Limit + 1, "offset": p.Offset,
		"probe_from": probeFrom, "probe_window": probeWindow,
	}))
	return paged(posts, p.Limit), err
}

// feedSQL is the statement for a filter. It reads ids by one of two strategies
// and joins the rows only of the page.
//
// A page can only come from the @wanted authors whose first post after the
// cursor is first. So heads takes one post of each followed author, by index,
// and keeps the first @wanted authors; merged takes the first @wanted posts of
// only those. Its work grows with the number of authors, not of posts.
//
// Who follows many finds a page among the posts that come first of all: probe
// looks at @probe_window of those and keeps the followed authors'. If that is
// too little, heads and merged do the work; they are not run otherwise, for
// their conditions on counts are decided once, before any row is read.
//
// MATERIALIZED keeps the planner from joining it all and then sorting, which
// takes a thousand times as long for people who follow many or quiet authors.
func feedSQL(f social.FeedFilter) string {
	return feedText(f).Replace(`
	WITH authors AS MATERIALIZED (
		SELECT followee_id AS id FROM follows WHERE follower_id = @viewer
		UNION ALL
		SELECT @viewer::bigint
	), probe AS MATERIALIZED (
		SELECT w.id, w.created_at
		FROM (
			SELECT q.id, q.user_id, q.created_at, q.title, q.content, q.tags
			FROM posts q
			WHERE (SELECT count(*) FROM authors) >= @probe_from AND {range}
			ORDER BY q.created_at {order}, q.id {order}
			LIMIT @probe_window
		) w
		WHERE (w.user_id = @viewer
		   OR (SELECT true FROM follows f WHERE f.follower_id = @viewer AND f.followee_id = w.user_id))
		  {filter w}
		ORDER BY w.created_at {order}, w.id {order}
		LIMIT @wanted
	), heads AS MATERIALIZED (
		SELECT a.id
		FROM authors a CROSS JOIN LATERAL (
			SELECT q.created_at, q.id
			FROM posts q
			WHERE q.user_id = a.id AND {range} {filter q}
			ORDER BY q.created_at {order}, q.id {order}
			LIMIT 1
		) head
		WHERE (SELECT count(*) FROM probe) < @wanted
		ORDER BY head.created_at {order}, head.id {order}
		LIMIT @wanted
	), merged AS MATERIALIZED (
		SELECT post.id, post.created_at
		FROM heads h CROSS JOIN LATERAL (
			SELECT q.created_at, q.id
			FROM posts q
			WHERE q.user_id = h.id AND {range} {filter q}
			ORDER BY q.created_at {order}, q.id {order}
			LIMIT @wanted
		) post
		ORDER BY post.created_at {order}, post.id {order}
		LIMIT @wanted
	), page AS MATERIALIZED (
		SELECT id, created_at FROM probe WHERE (SELECT count(*) FROM probe) = @wanted
		UNION ALL
		SELECT id, created_at FROM merged
		ORDER BY created_at {order}, id {order}
		OFFSET @offset
	)
	SELECT ` + postColumns + `
	FROM page JOIN posts p ON p.id = page.id JOIN users u ON u.id = p.user_id
	ORDER BY page.created_at {order}, page.id {order}`)
}

// feedText fills the places of feedSQL. Only what the filter has becomes part
// of the statement, and never a value of it.
func feedText(f social.FeedFilter) *strings.Replacer {
	order, span := "DESC", "(q.created_at, q.id) < (@at, @id)"
	if f.Ascending {
		order, span = "ASC", "(q.created_at, q.id) > (@at, @id)"
	}
	if f.Since != nil {
		span += " AND q.created_at >= @since"
	}
	if f.Until != nil {
		span += " AND q.created_at <= @until"
	}
	filter := ""
	if len(f.Tags) > 0 {
		filter += " AND q.tags @> @tags"
	}
	if f.Search != "" {
		filter += " AND (q.title ILIKE @pattern OR q.content ILIKE @pattern)"
	}
	return strings.NewReplacer("{order}", order, "{range}", span,
		"{filter q}", filter, "{filter w}", strings.ReplaceAll(filter, "q.", "w."))
}

func feedArgs(f social.FeedFilter, args pgx.StrictNamedArgs) pgx.StrictNamedArgs {
	if f.Since != nil {
		args["since"] = *f.Since
	}
	if f.Until != nil {
		args["until"] = *f.Until
	}
	if len(f.Tags) > 0 {
		args["tags"] = f.Tags
	}
	if f.Search != "" {
		args["pattern"] = containing(f.Search)
	}
	return args
}
