package outage_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// record holds the results of the requests.
type record struct {
	mutex    sync.Mutex
	requests int
	refuses  bool // whether requests may be refused now
	ended    time.Time
	during   []answer
	posts    []int64           // acknowledged
	accounts []string          // acknowledged
	once     map[string]string // by address: the fault during which a mail was sent that must arrive once
	follows  map[int64]string
}

// answer is a request with its outcome.
type answer struct {
	began   time.Time
	refused bool   // with a 503 and Retry-After
	wrong   string // what is wrong with the response, or empty
}

// begin records the start of a fault.
func (r *record) begin(refuses bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.refuses, r.ended, r.during = refuses, time.Time{}, nil
}

// end records the end of the fault.
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

// awaitHarm waits until the fault has taken effect, however fast the machine: each
// client has sent a request; a request was refused, if the fault refuses any; and a
// mail was sent, if the fault lets mails pass, to an account acknowledged after the
// first registered ones.
func (r *rig) awaitHarm(t *testing.T, f fault, registered int) {
	t.Helper()
	done := func() bool {
		r.mutex.Lock()
		answers, accounts := slices.Clone(r.during), slices.Clone(r.accounts[registered:])
		r.mutex.Unlock()
		if len(answers) < len(r.people) ||
			f.refuses && !f.retried && !slices.ContainsFunc(answers, func(a answer) bool { return a.refused }) {
			return false
		}
		if !f.mails {
			return true
		}
		var marked bool
		err := r.db.QueryRow(t.Context(), `
			SELECT EXISTS (SELECT FROM emails e JOIN users u ON u.id = e.user_id
				WHERE u.email = ANY($1::text[]::citext[]) AND e.sent_at IS NOT NULL)`, accounts).Scan(&marked)
		if err != nil {
			t.Fatal(err)
		}
		return marked
	}
	for deadline := time.Now().Add(time.Minute); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Errorf("%s took no effect within a minute", f.name)
			return
		}
	}
}

// calm is how long the system must refuse no request before it counts as recovered.
const calm = 300 * time.Millisecond

// await waits until no more requests are refused, and reports whether that happened
// in time. Requests begun before the deadline may be refused; later ones count as
// late.
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

// tally returns the numbers of wrong responses since begin, of requests refused more than
// grace after the fault's end, and of all requests that the fault allows to be refused
// and that were.
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

// lost returns the number of acknowledged writes that are missing, and of all
// acknowledged writes.
func (r *rig) lost(t *testing.T) (lost, written int) {
	t.Helper()
	r.Settle(t, r.db)
	mails := r.Mails(t)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	missing := func(what string, of string, args ...any) {
		var there bool
		if err := r.db.QueryRow(t.Context(), `SELECT EXISTS (`+of+`)`, args...).Scan(&there); err != nil || !there {
			lost++
			t.Errorf("%s is lost: %v", what, err)
		}
	}
	for _, id := range r.posts {
		missing(fmt.Sprint("post ", id), `SELECT FROM posts WHERE id = $1`, id)
	}
	for _, address := range r.accounts {
		if len(mails[address]) == 0 {
			lost++
			t.Errorf("%s got no mail", address)
		}
	}
	for id, state := range r.follows {
		not := map[string]string{"follow": "", "unfollow": "NOT "}[state]
		missing(fmt.Sprintf("%s by %d", state, id), `SELECT WHERE `+not+`EXISTS (
			SELECT FROM follows WHERE follower_id = $1 AND followee_id = $2)`, id, r.famous.ID)
	}
	return lost, len(r.posts) + len(r.accounts) + len(r.follows)
}
