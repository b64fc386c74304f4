package dataset

import "time"

// Comment is one comment. Ids begin at 1 and rise with the time.
type Comment struct {
	ID        int64
	Post      int64
	Author    int64
	Content   string
	CreatedAt time.Time
}

// Comment returns the comment of that id.
func (s *Set) Comment(id int64) Comment {
	r := newRandom(streamComment, int(id))
	return Comment{
		ID: id, Post: s.commented(r, id), Author: 1 + int64(r.below(s.Users)),
		Content: text(r, 40+r.below(80), nil), CreatedAt: moment(streamComment, int(id), s.Comments),
	}
}

// commented chooses among the posts that were there: half of the comments are
// on the newest of them, half on a few hot ones.
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
