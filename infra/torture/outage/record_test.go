package outage_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// record is how the requests were answered.
type record struct {
	mutex    sync.Mutex
	requests int
	refuses  bool // may requests be refused now?
	ended    time.Time
	during   []answer
	posts    []int64           // acknowledged
	accounts []string          // acknowledged
	once     map[string]string // the address of each mail that must come once: during which fault it was sent
	follows  map[int64]string
}

// answer is a request with its outcome.
type answer struct {
	began   time.Time
	refused bool   // with a 503 that says when to come again
	wrong   string // what is wrong with the answer; empty: nothing
}

// begin notes that a fault begins.
func (r *record) begin(refuses bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.refuses, r.ended, r.during = refuses, time.Time{}, nil
}

// end notes that the fault has ended.
func (r *record) end() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.ended = time.Now()
}

func (r *record) note(a answer) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.requests++
	r.during = append(r.during, a)
}

func (r *record) count() int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.requests
}

// awaitHarm waits until the fault, however fast the machine, has met a request
// of each client, has refused one if it does, and has let a mail pass if it
// does: of an account that was acknowledged since there were so many.
func (p *place) awaitHarm(t *testing.T, f fault, registered int) {
	t.Helper()
	done := func() bool {
		p.mutex.Lock()
		answers, accounts := slices.Clone(p.during), slices.Clone(p.accounts[registered:])
		p.mutex.Unlock()
		if len(answers) < len(p.people) ||
			f.refuses && !f.retried && !slices.ContainsFunc(answers, func(a answer) bool { return a.refused }) {
			return false
		}
		if !f.mails {
			return true
		}
		var marked bool
		err := p.db.QueryRow(t.Context(), `
			SELECT EXISTS (SELECT FROM emails e JOIN users u ON u.id = e.user_id
				WHERE u.email = ANY($1::text[]::citext[]) AND e.sent_at IS NOT NULL)`, accounts).Scan(&marked)
		if err != nil {
			t.Fatal(err)
		}
		return marked
	}
	for deadline := time.Now().Add(time.Minute); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Errorf("%s has met no request for a minute", f.name)
			return
		}
	}
}

// calm is for how long no request was refused when all is as before.
const calm = 300 * time.Millisecond

// await waits until no request is refused any more, and reports whether that was
// so in time. What began before the deadline may be refused; what begins later
// is late.
func (r *record) await(t *testing.T, deadline time.Time) bool {
	t.Helper()
	for {
		time.Sleep(20 * time.Millisecond)
		r.mutex.Lock()
		last := r.ended
		for _, a := range r.during {
			if a.refused && a.began.After(last) {
				last = a.began
			}
		}
		r.mutex.Unlock()
		if time.Since(last) > calm {
			return true
		}
		if time.Now().After(deadline) {
			return false
		}
	}
}

// tally returns how many answers since begin were wrong, how many requests were
// refused that came later than grace after the end, and how many in all.
func (r *record) tally(t *testing.T, name string, grace time.Duration) (wrong, late, refused int) {
	t.Helper()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	calmed := r.ended
	for _, a := range r.during {
		if a.refused && a.began.Sub(calmed) > 0 && a.began.Sub(r.ended) < grace {
			calmed = a.began
		}
	}
	for _, a := range r.during {
		switch {
		case a.wrong != "":
			wrong++
			t.Errorf("%s: %s", name, a.wrong)
		case a.refused && !r.refuses:
			wrong++
			t.Errorf("%s: a request was refused", name)
		case a.refused:
			refused++
			if a.began.After(calmed) {
				late++
			}
		}
	}
	return wrong, late, refused
}

// lost returns how many of the acknowledged writes are not there.
func (p *place) lost(t *testing.T) (lost, written int) {
	t.Helper()
	p.Settle(t, p.db)
	mails := p.Mails(t)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	missing := func(what string, of string, args ...any) {
		var there bool
		if err := p.db.QueryRow(t.Context(), `SELECT EXISTS (`+of+`)`, args...).Scan(&there); err != nil || !there {
			lost++
			t.Errorf("%s is lost: %v", what, err)
		}
	}
	for _, id := range p.posts {
		missing(fmt.Sprint("post ", id), `SELECT FROM posts WHERE id = $1`, id)
	}
	for _, address := range p.accounts {
		if len(mails[address]) == 0 {
			lost++
			t.Errorf("%s got no mail", address)
		}
	}
	for id, state := range p.follows {
		not := map[string]string{"follow": "", "unfollow": "NOT "}[state]
		missing(fmt.Sprintf("%s by %d", state, id), `SELECT WHERE `+not+`EXISTS (
			SELECT FROM follows WHERE follower_id = $1 AND followee_id = $2)`, id, p.famous.ID)
	}
	return lost, len(p.posts) + len(p.accounts) + len(p.follows)
}
