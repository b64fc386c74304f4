package dataset

import (
	"slices"
	"time"
)

var start = End.AddDate(0, 0, -Days)

// Post is a post. Ids begin at 1 and increase with time.
type Post struct {
	ID        int64
	Author    int64
	Title     string
	Content   string
	Tags      []string
	CreatedAt time.Time
	Comments  int
}

// Post returns the post with that id.
func (s *Set) Post(id int64) Post {
	r := newRandom(streamPost, int(id))
	found := probes(r)
	var title []string
	if r.below(10) == 0 {
		title, found = found, nil
	}
	return Post{
		ID: id, Author: s.Author(id), Tags: tags(r),
		Title: text(r, 20+r.below(30), title), Content: text(r, 240+r.below(80), found),
		CreatedAt: s.PostedAt(id), Comments: int(s.comments[id]),
	}
}

// Author returns the author of a post.
func (s *Set) Author(post int64) int64 { return int64(s.authors[post]) }

// PostedAt returns the time of a post. Every thousandth post has the same time as
// the one before, so only their ids order them.
func (s *Set) PostedAt(post int64) time.Time { return moment(streamPost, int(post), s.Posts) }

// Has reports whether a post contains the probe's word.
func (*Set) Has(post int64, probe Probe) bool {
	return slices.Contains(probes(newRandom(streamPost, int(post))), probe.Word)
}

// Tags returns the tags of a post.
func (*Set) Tags(post int64) []string {
	r := newRandom(streamPost, int(post))
	probes(r)
	r.below(10)
	return tags(r)
}

// moment spreads n rows over the days in the order of their ids.
func moment(s stream, row, n int) time.Time {
	if row%1000 == 0 {
		row--
	}
	step := Days * 24 * int(time.Hour/time.Microsecond) / n
	jitter := newRandom(s, -row).below(step)
	return start.Add(time.Duration((row-1)*step+jitter) * time.Microsecond)
}

func probes(r *random) []string {
	var found []string
	for _, p := range Probes {
		if r.chance(p.Per) {
			found = append(found, p.Word)
		}
	}
	return found
}

// tags returns up to three tags.
func tags(r *random) []string {
	list := make([]string, 0, 3)
	for range r.below(4) {
		if tag := Tag(tagRanks.draw(r)); !slices.Contains(list, tag) {
			list = append(list, tag)
		}
	}
	return list
}

// write assigns the posts to authors: some users write a thousand times as many as
// others, and quiet authors write only in the first quarter.
func (s *Set) write() {
	s.authors = make([]uint32, s.Posts+1)
	s.posts = make([]uint32, s.Users+1)
	for post := 1; post <= s.Posts; post++ {
		r := newRandom(streamAuthor, post)
		for s.authors[post] == 0 {
			id := 1 + spread(r.rank(s.Users), s.Users, 104_729)
			if !s.silent(id) && (post <= s.Posts/4 || !s.quiet(id)) {
				s.authors[post] = uint32(id)
			}
		}
		s.posts[s.authors[post]]++
	}
}
