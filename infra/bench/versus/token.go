package versus

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// tokens are the tokens of all viewers.
type tokens struct {
	issued  map[string]string // by viewer
	viewers []string
	issue   func(context.Context, *values) (string, error) // nil: the tokens are fixed
	values  func(viewer string) *values
	ttl     time.Duration // 0: unlimited
	renewal time.Time
}

// newTokens checks the token's recipe.
func (s *Server) newTokens(r Recipe) (*tokens, error) {
	t := &tokens{issued: map[string]string{}, viewers: s.allViewers(r.Viewers)}
	t.values = func(viewer string) *values {
		v := &values{set: s.set, numbers: &s.numbers, random: rand.New(rand.NewPCG(0, 0)), viewer: viewer, now: time.Now().Unix()}
		v.end = v.now + int64(t.ttl.Seconds())
		return v
	}
	if len(t.viewers) == 0 {
		return nil, errors.New("viewers: there are none")
	}
	switch of := *r.Token; {
	case len(of.Fixed) > 0 && of.HS256 == nil && of.SignIn == nil:
		return t, t.fixed(of.Fixed, r.Viewers)
	case len(of.Fixed) == 0 && of.HS256 != nil && of.SignIn == nil:
		return t, t.sign(*of.HS256)
	case len(of.Fixed) == 0 && of.HS256 == nil && of.SignIn != nil:
		return t, t.signIn(*of.SignIn, r.Base)
	default:
		return nil, errors.New("take one of fixed, hs256 and sign_in")
	}
}

// allViewers returns the viewers of all requests with a token.
func (s *Server) allViewers(general IDs) []string {
	seen := map[string]bool{}
	var all []string
	add := func(ids IDs) {
		for n := range ids.len() {
			if id := ids.at(n); !seen[id] {
				seen[id] = true
				all = append(all, id)
			}
		}
	}
	add(general)
	for _, list := range s.scenarios {
		for _, c := range list {
			if !c.Anonymous {
				add(c.Viewers)
			}
		}
	}
	return all
}

func (t *tokens) fixed(list []string, viewers IDs) error {
	if len(list) != viewers.len() || len(list) != len(t.viewers) {
		return fmt.Errorf("fixed: there are %d tokens for %d viewers", len(list), len(t.viewers))
	}
	for n, text := range list {
		t.issued[viewers.at(n)] = text
	}
	return nil
}

// parseTTL parses the lifetime of tokens.
func (t *tokens) parseTTL(text string) error {
	var err error
	if t.ttl, err = time.ParseDuration(text); err != nil || t.ttl < time.Minute {
		return fmt.Errorf("ttl: %q is not a duration of a minute or more, like 1h", text)
	}
	return nil
}

// renewers is the number of tokens that are issued at once.
const renewers = 16

// renew issues the tokens of all viewers, unless they are valid for at least half of
// their lifetime.
func (t *tokens) renew(ctx context.Context) error {
	if t.issue == nil || time.Now().Before(t.renewal) {
		return nil
	}
	var issuing sync.WaitGroup
	var mutex sync.Mutex
	var failure error
	waiting := make(chan string)
	for range renewers {
		issuing.Go(func() {
			for viewer := range waiting {
				text, err := t.issue(ctx, t.values(viewer))
				mutex.Lock()
				t.issued[viewer] = text
				if err != nil && failure == nil {
					failure = fmt.Errorf("a token for viewer %s: %w", viewer, err)
				}
				mutex.Unlock()
			}
		})
	}
	for _, viewer := range t.viewers {
		waiting <- viewer
	}
	close(waiting)
	issuing.Wait()
	t.renewal = time.Now().AddDate(1, 0, 0)
	if t.ttl > 0 {
		t.renewal = time.Now().Add(t.ttl / 2)
	}
	return failure
}
