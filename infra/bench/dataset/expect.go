package dataset

import "slices"

// Match selects posts by a word, by a tag, and by the ids from First to Last, which
// also bound the time. Unset fields match all posts.
type Match struct {
	Probe       *Probe
	Tag         string
	First, Last int64
}

// Matching returns the ids of the matching posts, newest first.
func (s *Set) Matching(m Match) []int64 {
	first, last := int64(1), int64(s.Posts)
	if m.First != 0 {
		first = m.First
	}
	if m.Last != 0 {
		last = m.Last
	}
	var ids []int64
	for id := last; id >= first; id-- {
		if (m.Probe == nil || s.Has(id, *m.Probe)) && (m.Tag == "" || slices.Contains(s.Tags(id), m.Tag)) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Feed returns the first n of the given posts that are in the reader's feed, in the
// given order.
func (s *Set) Feed(reader int64, posts []int64, n int) []int64 {
	wanted := make([]bool, s.Users+1)
	wanted[reader] = true
	for _, id := range s.Followees(reader) {
		wanted[id] = true
	}
	page := make([]int64, 0, n)
	for _, id := range posts {
		if len(page) == n {
			break
		}
		if wanted[s.authors[id]] {
			page = append(page, id)
		}
	}
	return page
}

// DoesFollow reports whether follower follows followee.
func (s *Set) DoesFollow(follower, followee int64) bool {
	_, found := slices.BinarySearch(s.Followees(follower), uint32(followee))
	return found
}

// InFeed reports whether the author's posts are in the reader's feed.
func (s *Set) InFeed(reader, author int64) bool {
	return reader == author || s.DoesFollow(reader, author)
}

// CommentsOn returns the ids of each post's comments, newest first.
func (s *Set) CommentsOn(posts []int64) map[int64][]int64 {
	found := make(map[int64][]int64, len(posts))
	for _, post := range posts {
		found[post] = []int64{}
	}
	for id := int64(s.Comments); id > 0; id-- {
		post := s.commented(newRandom(streamComment, int(id)), id)
		if list, ok := found[post]; ok {
			found[post] = append(list, id)
		}
	}
	return found
}
