package dataset

import "time"

// Comment is a comment. Ids begin at 1 and increase with time.
type Comment struct {
	ID        int64
	Post      int64
	Author    int64
	Content   string
	CreatedAt time.Time
}

// Comment returns the comment with that id.
func (s *Set) Comment(id int64) Comment {
	r := newRandom(streamComment, int(id))
	return Comment{
		ID: id, Post: s.commented(r, id), Author: 1 + int64(r.below(s.Users)),
		Content: text(r, 40+r.below(80), nil), CreatedAt: moment(streamComment, int(id), s.Comments),
	}
}

// commented returns the post of a comment, one of those that existed at the time:
// half of the comments are on the newest posts, half on a few popular ones.
func (s *Set) commented(r *random, id int64) int64 {
	there := max(int(id)*s.Posts/s.Comments, 1)
	if r.below(2) == 0 {
		return int64(there - r.rank(there))
	}
	return int64(1 + spread(r.rank(s.Posts), s.Posts, 1_299_709)%there)
}

func (s *Set) comment() {
	s.comments = make([]uint32, s.Posts+1)
	for id := 1; id <= s.Comments; id++ {
		s.comments[s.commented(newRandom(streamComment, id), int64(id))]++
	}
}
