// Package scenario holds the requests of clients and the expected responses of the
// functions.
package scenario

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/shared/token"
)

// World is the environment of the scenarios.
type World struct {
	Set    *dataset.Set
	Tokens *token.Authority
	Base   func(path string) string // the address of the path's function

	// DatabaseURL is the superuser's. Only preparations use it, for what no request can do.
	DatabaseURL string

	// Changed is set when clients begin to write. From then on there may be more
	// rows than the data set has.
	Changed atomic.Bool

	issued    sync.Map // tokens by user
	posts     []int64  // ids of the posts to read and comment on
	comments  map[int64][]int64
	famous    []int64                  // ids of the most followed users
	discussed []int64                  // ids of the posts with the most comments
	followers func() map[int64][]int64 // of the famous, newest first
	hidden    map[int64]hiddenUsers    // by reader
	staff     []int64                  // the moderators
	reports   atomic.Int64             // how many were sent
	opened    sync.Map                 // the case that each client opened last
	all       []int64                  // ids of all posts, newest first
	any       func() []page            // first pages of all readers' feeds
}

// The number of users that send requests for no particular reader, and of posts
// that they request. They are few enough that the user cache soon holds all users.
const (
	viewers = 1000
	targets = 2000
)

// Viewers returns how many users send requests for no particular reader: the last ones.
func Viewers(size dataset.Size) int { return min(viewers, size.Users/2) }

// TargetStep returns the step between the ids of the posts that they request.
func TargetStep(size dataset.Size) int { return max(size.Posts/targets, 1) }

// discussed is the number of posts whose comments are listed: those with the most
// comments.
const discussed = 50

// New returns the world of a data set.
func New(set *dataset.Set, tokens *token.Authority, base func(path string) string) *World {
	w := &World{Set: set, Tokens: tokens, Base: base}
	step := TargetStep(set.Size)
	for id := set.Posts; id > 0; id -= step {
		w.posts = append(w.posts, int64(id))
	}
	w.famous = set.MostFollowed(dataset.Celebrities)
	w.discussed = set.MostCommented(discussed)
	w.comments = set.CommentsOn(slices.Concat(w.posts, w.discussed))
	w.followers = sync.OnceValue(func() map[int64][]int64 {
		followers := map[int64][]int64{}
		for _, id := range w.famous {
			followers[id] = set.FollowersOf(id)
		}
		return followers
	})
	w.staff = w.idle(moderators)
	w.all = set.Matching(dataset.Match{})
	w.any = sync.OnceValue(func() []page {
		var pages []page
		for _, g := range dataset.Groups() {
			pages = append(pages, w.first(set.Members(g), nil, w.all)...)
		}
		return pages
	})
	return w
}

// viewer returns a user that belongs to no group.
func (w *World) viewer(r *rand.Rand) int64 {
	return int64(w.Set.Users - r.IntN(Viewers(w.Set.Size)))
}

func (w *World) user(r *rand.Rand) int64 { return 1 + r.Int64N(int64(w.Set.Users)) }

func (w *World) post(r *rand.Rand) int64 { return w.posts[r.IntN(len(w.posts))] }

// token returns a user's token, which is issued once.
func (w *World) token(user int64) (string, error) {
	if text, ok := w.issued.Load(user); ok {
		return text.(string), nil
	}
	text, err := w.Tokens.Issue(token.Claim{UserID: user, Issued: time.Now()})
	if err != nil {
		return "", err
	}
	w.issued.Store(user, text)
	return text, nil
}
