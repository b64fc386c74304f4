package dataset

import (
	"cmp"
	"slices"
)

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

// MostFollowed returns the n users with the most followers.
func (s *Set) MostFollowed(n int) []int64 { return most(s.followers, n) }

// MostCommented returns the n posts with the most comments.
func (s *Set) MostCommented(n int) []int64 { return most(s.comments, n) }

// most returns the n ids with the largest counts, the largest first.
func most(counts []uint32, n int) []int64 {
	ids := make([]int64, len(counts)-1)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return ids[:min(n, len(ids))]
}

// FollowersOf returns the followers of a user, the newest follow first.
func (s *Set) FollowersOf(followee int64) []int64 {
	var ids []int64
	for id := int64(1); id <= int64(s.Users); id++ {
		if s.DoesFollow(id, followee) {
			ids = append(ids, id)
		}
	}
	at := func(id int64) int64 { return s.FollowedAt(id, uint32(followee)).UnixMicro() }
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(at(b), at(a)), cmp.Compare(b, a)) })
	return ids
}
