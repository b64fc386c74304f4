package dataset

import "sync"

// Set is the data set of one size. It holds who follows whom, who wrote what
// and how often each post was commented on; all else is made when asked for.
type Set struct {
	Size

	offsets   []uint32 // by follower: where theirs begin in followees
	followees []uint32
	followers []uint32 // by user
	authors   []uint32 // by post
	posts     []uint32 // by user
	comments  []uint32 // by post
}

// New makes the set of that size.
func New(size Size) *Set {
	s := &Set{Size: size}
	var together sync.WaitGroup
	together.Go(s.follow)
	together.Go(s.write)
	together.Go(s.comment)
	together.Wait()
	return s
}
