package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/shared/social"
)

// pageSize is the default limit of the feed and of a post's comments.
const pageSize = 20

// deep is the number of posts before the deep page.
const deep = 1000

// page is one page of a reader's feed and its expected posts.
type page struct {
	reader int64
	query  url.Values
	want   []int64
}

func (w *World) call(p page) Call {
	path := "/v1/users/feed"
	if len(p.query) > 0 {
		path += "?" + p.query.Encode()
	}
	searches := p.query.Has("search")
	return Call{
		Method: http.MethodGet, Path: path, User: p.reader, Status: http.StatusOK,
		Obeys: searches, // the number of searches at once is limited
		Check: func(body []byte) error {
			a, err := parse[[]social.Post](body)
			if err != nil {
				return err
			}
			want := p.want
			if searches && a.Next != nil {
				want = want[:min(len(want), len(a.Data))] // a page of a search ends at its budget
			}
			return w.checkFeed(p.reader, a.Data, want)
		},
	}
}

// feed requests the first page of the feeds of a group's readers.
func (w *World) feed(g dataset.Group) Scenario {
	return w.pages("feed, "+w.Set.Describe(g), func() []page { return w.first(w.Set.Members(g), nil, w.all) })
}

// filtered requests the first page of the matching posts, for readers of all groups
// that follow someone.
func (w *World) filtered(name string, query url.Values, m dataset.Match) Scenario {
	return w.pages(name, func() []page { return w.first(Searchers(w.Set.Size), query, w.Set.Matching(m)) })
}

// Searchers returns eight readers of each group that follows someone.
func Searchers(size dataset.Size) []int64 {
	const each = 8
	var readers []int64
	for _, g := range []dataset.Group{dataset.Few, dataset.Some, dataset.Many, dataset.Most, dataset.QuietSome, dataset.QuietMany} {
		members := size.Members(g)
		readers = append(readers, members[:min(each, len(members))]...)
	}
	return readers
}

func (w *World) first(readers []int64, query url.Values, posts []int64) []page {
	pages := make([]page, len(readers))
	for i, reader := range readers {
		pages[i] = page{reader, query, w.Set.Feed(reader, posts, pageSize)}
	}
	return pages
}

// pages requests random pages of a list that is made on first use.
func (w *World) pages(name string, pages func() []page) Scenario {
	made := sync.OnceValue(pages)
	return Scenario{
		Name: name, Baseline: JSON,
		Prepare: func(context.Context) error { made(); return nil },
		Next: func(c *load.Client) Call {
			all := made()
			return w.call(all[c.Random.IntN(len(all))])
		},
	}
}

// deepFeed requests the page after 1,000 posts, or the last page of a feed with
// fewer than 1,020 posts. Its preparation walks through the pages before that page.
func (w *World) deepFeed(g dataset.Group) Scenario {
	var pages []page
	return Scenario{
		Name: "feed after 1000 posts, " + w.Set.Describe(g), Baseline: JSON,
		Prepare: func(ctx context.Context) error {
			pages = nil
			for _, reader := range w.Set.Members(g) {
				p, err := w.walk(ctx, reader)
				if err != nil {
					return err
				}
				pages = append(pages, p)
			}
			return nil
		},
		Next: func(c *load.Client) Call { return w.call(pages[c.Random.IntN(len(pages))]) },
	}
}

func (w *World) walk(ctx context.Context, reader int64) (page, error) {
	all := w.Set.Feed(reader, w.all, deep+pageSize)
	above := max(len(all)-pageSize, 0)
	cursor := ""
	for seen := 0; seen < above; {
		limit := min(100, above-seen)
		query := url.Values{"limit": {strconv.Itoa(limit)}}
		if cursor != "" {
			query.Set("cursor", cursor)
		}
		body, err := w.send(ctx, w.call(page{reader: reader, query: query}))
		if err != nil {
			return page{}, err
		}
		a, err := parse[[]social.Post](body)
		if err != nil {
			return page{}, err
		}
		if len(a.Data) != limit || a.Next == nil {
			return page{}, fmt.Errorf("the feed of %d ends after %d posts of %d", reader, seen+len(a.Data), len(all))
		}
		for i, post := range a.Data {
			if post.ID != all[seen+i] {
				return page{}, fmt.Errorf("post %d of the feed of %d is %d, want %d", seen+i, reader, post.ID, all[seen+i])
			}
		}
		seen += limit
		cursor = *a.Next
	}
	if cursor == "" {
		return page{}, errors.New("a feed is too short for a second page")
	}
	return page{reader, url.Values{"cursor": {cursor}}, all[above:]}, nil
}
