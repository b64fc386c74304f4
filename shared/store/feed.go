package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/social"
)

// Feed reads the posts of a user and of the users they follow. Its query
// strategies are database functions: see migrations/functions.
type Feed struct {
	DB *pgxpool.Pool
	// Budget is how many posts of the feed one page of a search may scan. 0 means
	// 2,000.
	Budget int
	// Slots limits how many searches and filters by several tags run at once.
	Slots Slots
}

const searchBudget = 2000

// List returns a page of the viewer's feed. With a search or several tags, the
// page may be short or even empty before the feed ends. Next then says how far it
// scanned.
func (s Feed) List(ctx context.Context, viewer int64, f social.FeedFilter, p Page) (Rows[social.Post], error) {
	if f.Search != "" || len(f.Tags) > 1 {
		free, err := s.Slots.take(ctx)
		if err != nil {
			return Rows[social.Post]{}, err
		}
		defer free()
	}
	from, to := span(f, p.After)
	source, args := s.source(f)
	args["viewer"], args["wanted"] = viewer, p.Limit
	args["skipped"] = p.Offset + int(p.After.Skip)
	args["from"], args["from_id"] = from.At, from.ID
	args["to"], args["to_id"] = to.At, to.ID
	// The functions return no display name, because the result of a function can't
	// be changed while requests call it. It is read by primary key for each row.
	rows, err := queryAll(ctx, s.DB, scanFeedRow, `
		SELECT `+postColumns+`, u.next_at, u.next_id, u.next_skip
		FROM (
			SELECT f.*, (SELECT a.display_name FROM users a WHERE a.id = (f.post).user_id) FROM `+source+` f
		) u CROSS JOIN LATERAL (SELECT (u.post).*) p`, args)
	page := Rows[social.Post]{Rows: make([]social.Post, 0, len(rows))}
	for _, row := range rows {
		if row.next != nil {
			page.Next = *row.next
		} else {
			page.Rows = append(page.Rows, row.post)
		}
	}
	return page, err
}

// feedRow is a post, or in the last row the position of the next page.
type feedRow struct {
	post social.Post
	next *cursor.Position
}

func scanFeedRow(row pgx.CollectableRow) (r feedRow, err error) {
	if columns := len(row.RawValues()); row.RawValues()[0] == nil {
		r.next = &cursor.Position{}
		return r, row.Scan(append(make([]any, columns-3, columns), &r.next.At, &r.next.ID, &r.next.Skip)...)
	}
	r.post, err = scanPostAnd(nil, nil, nil)(row)
	return r, err
}

// span returns the positions between which a page lies, both exclusive.
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

// source returns the SQL call that reads a feed with this filter, and its
// arguments.
func (s Feed) source(f social.FeedFilter) (call string, args pgx.StrictNamedArgs) {
	direction := "newest"
	if f.Ascending {
		direction = "oldest"
	}
	const bounds = `@from, @from_id, @to, @to_id, @skipped, @wanted`
	switch {
	case f.Search == "" && len(f.Tags) == 0:
		return `feed_page_` + direction + `(@viewer, ` + bounds + `)`, pgx.StrictNamedArgs{}
	case f.Search == "" && len(f.Tags) == 1:
		return `feed_page_tagged_` + direction + `(@viewer, @tag, ` + bounds + `)`,
			pgx.StrictNamedArgs{"tag": f.Tags[0]}
	}
	args = pgx.StrictNamedArgs{"tags": f.Tags, "search": nil, "budget": s.Budget}
	if f.Tags == nil {
		args["tags"] = []string{}
	}
	if f.Search != "" {
		args["search"] = f.Search
	}
	if s.Budget == 0 {
		args["budget"] = searchBudget
	}
	return `feed_page_search_` + direction + `(@viewer, @search, @tags, ` + bounds + `, @budget)`, args
}
