package dataset

// seed determines the data set.
const seed = 0x50C1A1

// stream gives each kind of row its own random numbers.
type stream uint64

const (
	streamUser stream = iota + 1
	streamDegree
	streamFollow
	streamPost
	streamAuthor
	streamComment
	streamVocabulary
)

// random is a SplitMix64 generator. Its numbers depend only on the stream and the
// row.
type random uint64

func newRandom(s stream, row int) *random {
	r := random(mix(seed ^ uint64(s)<<56 ^ uint64(row)))
	return &r
}

func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

func (r *random) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	return mix(uint64(*r))
}

// below returns a number from 0 to n-1.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// fraction returns a number in [0, 1).
func (r *random) fraction() float64 { return float64(r.next()>>11) / (1 << 53) }

// chance returns true with a probability of n in 10,000.
func (r *random) chance(n int) bool { return r.below(10_000) < n }

// rank returns a number from 0 to n-1 by a power law: the probability of k is
// proportional to 1/√k.
func (r *random) rank(n int) int {
	x := r.fraction()
	return int(x * x * float64(n))
}

// spread permutes the numbers from 0 to n-1, so that ids do not reveal ranks. The
// factor must be coprime to all sizes.
func spread(k, n, factor int) int { return (k*factor + n/2) % n }
