package dataset

import (
	"math"
	"slices"
	"time"
)

// Followees returns the users that a user follows, sorted by id.
func (s *Set) Followees(id int64) []uint32 { return s.followees[s.offsets[id]:s.offsets[id+1]] }

// FollowedAt returns the time of a follow.
func (s *Set) FollowedAt(follower int64, followee uint32) time.Time {
	r := newRandom(streamFollow, int(follower)<<32|int(followee))
	return start.Add(time.Duration(r.below(Days*24*3600)) * time.Second)
}

// follow generates the follows. Readers follow as many users as their group
// specifies. All other users follow half of the celebrities and additional users by
// a power law, up to a few hundred, so that the total is exact.
func (s *Set) follow() {
	extra := s.extra()
	s.offsets = make([]uint32, s.Users+2)
	s.followees = make([]uint32, 0, s.Follows)
	s.followers = make([]uint32, s.Users+1)
	for id := 1; id <= s.Users; id++ {
		own := s.pick(id, extra[id])
		s.followees = append(s.followees, own...)
		s.offsets[id+1] = uint32(len(s.followees))
		for _, followee := range own {
			s.followers[followee]++
		}
	}
}

// extra returns the number of users that each user follows besides the celebrities.
func (s *Set) extra() []int {
	left := s.Follows
	weights := make([]float64, s.Users+1)
	sum := 0.0
	for id := 1; id <= s.Users; id++ {
		if g, ok := s.group(id); ok {
			left -= s.Counts[g]
			continue
		}
		left -= len(s.celebrities(id))
		weights[id] = 1 / math.Sqrt(newRandom(streamDegree, id).fraction()+0.001)
		sum += weights[id]
	}
	extra := make([]int, s.Users+1)
	cumulated, given := 0.0, 0
	for id := s.lastReader() + 1; id <= s.Users; id++ {
		cumulated += weights[id]
		extra[id] = int(math.Round(cumulated/sum*float64(left))) - given
		given += extra[id]
	}
	return extra
}

// celebrities returns the celebrities that an ordinary user follows.
func (s *Set) celebrities(id int) []uint32 {
	r := newRandom(streamFollow, id)
	var list []uint32
	for celebrity := s.lastReader() + 1; celebrity <= s.lastCelebrity(); celebrity++ {
		if r.chance(5000) && celebrity != id {
			list = append(list, uint32(celebrity))
		}
	}
	return list
}

// pick returns the users that a user follows, sorted by id.
func (s *Set) pick(id, extra int) []uint32 {
	r := newRandom(streamFollow, -id)
	var own []uint32
	choose := func() int { return 1 + spread(r.rank(s.Users), s.Users, 7_919) }
	if g, ok := s.group(id); ok {
		extra = s.Counts[g]
		if s.quiet(id) {
			choose = func() int { return s.lastCelebrity() + 1 + r.below(s.lastQuiet()-s.lastCelebrity()) }
		}
	} else {
		own = s.celebrities(id)
	}
	seen := make(map[uint32]bool, extra+len(own))
	for _, followee := range own {
		seen[followee] = true
	}
	for wanted := len(own) + extra; len(own) < wanted; {
		followee := uint32(choose())
		if !seen[followee] && int(followee) != id {
			seen[followee] = true
			own = append(own, followee)
		}
	}
	slices.Sort(own)
	return own
}
