package dataset

import "sync"

// Set is the data set of one size. It stores the follows, the authors and the
// number of comments on each post; everything else is generated on demand.
type Set struct {
	Size

	offsets   []uint32 // index into followees, by follower
	followees []uint32
	followers []uint32 // count, by user
	authors   []uint32 // author, by post
	posts     []uint32 // count, by user
	comments  []uint32 // count, by post
}

// New generates the set of that size.
func New(size Size) *Set {
	s := &Set{Size: size}
	var together sync.WaitGroup
	together.Go(s.follow)
	together.Go(s.write)
	together.Go(s.comment)
	together.Wait()
	return s
}
