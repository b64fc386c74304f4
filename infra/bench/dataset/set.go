package dataset

import "sync"

// Set is the data set of one size. It stores the follows, the authors and the
// number of comments on each post; everything else is generated on demand.
type Set struct {
	Size

	offsets   []uint32 // of each follower, the index of the first followee in followees
	followees []uint32
	followers []uint32 // of each user, the number of followers
	authors   []uint32 // of each post, the author
	posts     []uint32 // of each user, the number of posts
	comments  []uint32 // of each post, the number of comments
}

// New generates the set of that size.
func New(size Size) *Set {
	s := &Set{Size: size}
	var steps sync.WaitGroup
	steps.Go(s.follow)
	steps.Go(s.write)
	steps.Go(s.comment)
	steps.Wait()
	return s
}
