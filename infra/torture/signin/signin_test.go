// Package signin floods the sign-in from very many addresses, and signs in strangers
// at the same time.
package signin_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

func TestMain(m *testing.M) { system.Main(m) }

// The number of tries that an address, and an IPv6 site, may make in a window.
const (
	ofAddress = 10
	ofSite    = 10 * ofAddress
)

// settings put the client's address first in X-Forwarded-For, as behind a load
// balancer. The window lasts a day, so that it does not end during a test. The
// function counts without Redis, which may time out on a slow machine.
var settings = []string{
	"CLIENT_IP_POSITION=1", "RATE_LIMIT_AUTH_REQUESTS=10", "RATE_LIMIT_AUTH_WINDOW=24h", "REDIS_URL=", "PASSWORD_COST=10",
}

func TestAFloodOfSignInsLocksNoStrangerOut(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	addresses := figure.Size(50, 1000)
	floods := []*flood{
		{name: "a site", allowed: ofSite, sources: 1, from: func(n int) string { return fmt.Sprintf("2001:db8:1:%x::1", n%(1<<16)) }},
		{
			name: "many addresses", allowed: addresses * ofAddress, sources: addresses,
			from: func(n int) string { return fmt.Sprintf("20.%d.%d.1", n%addresses/256, n%addresses%256) },
		},
	}
	strangers, refused, tries, beyond := 0, 0, 0, 0
	for _, f := range floods {
		s := system.Start(t, db.Config().ConnString(), "redis://127.0.0.1:1", settings, "authentication")
		f.url = s.URL("authentication", "/v1/authentication/token")
		stop := f.run(t)
		people := figure.Size(5, 50)
		strangers += people
		refused += f.signIn(t, db, people)
		stop()
		tries += int(f.tries.Load())
		beyond += max(0, int(f.hashed.Load())-f.allowed) + int(f.failed.Load())
		t.Logf("%s: of %d tries %d reached the password check, %d failed", f.name, f.tries.Load(), f.hashed.Load(), f.failed.Load())
	}
	figure.Report(t, "sign-ins of strangers during floods from a /48 and from 1,000 addresses (in short: 50): refused or not answered", strangers, refused)
	figure.Report(t, "tries of the floods: beyond the limits, answered 5xx or not at all", tries, beyond)
}

// signIn signs in this many people, two at a time, each once and from a different
// address. It returns how many failed.
func (f *flood) signIn(t *testing.T, db *pgxpool.Pool, people int) (refused int) {
	t.Helper()
	var accounts []string
	for range people {
		accounts = append(accounts, factory.Email(factory.User(t, db, social.Member).Username))
	}
	var all sync.WaitGroup
	var mutex sync.Mutex
	for half := range 2 {
		all.Go(func() {
			for i := half; i < people; i += 2 {
				status, err := f.try(accounts[i], factory.Password, fmt.Sprintf("198.51.%d.7", i))
				if status != 201 {
					mutex.Lock()
					refused++
					mutex.Unlock()
					t.Errorf("during %s a stranger got status %d, %v; want 201", f.name, status, err)
				}
			}
		})
	}
	all.Wait()
	return refused
}
