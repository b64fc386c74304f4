// Package registration registers accounts while each dependency fails in turn, and
// checks that their mails arrive.
package registration_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
)

func TestMain(m *testing.M) { system.Main(m) }

// registrar sends registrations and records the acknowledged ones.
type registrar struct {
	*system.System
	db *pgxpool.Pool

	serial       atomic.Int64
	mutex        sync.Mutex
	acknowledged []string // addresses
	kills        atomic.Int64
	caught       map[string]bool // mails for which a function was killed after SendGrid's 202 and before the mail was marked as sent
}

func open(t *testing.T) *registrar {
	t.Helper()
	db := testdb.New(t)
	return &registrar{caught: map[string]bool{}, System: system.Start(t, db.Config().ConnString(), testredis.Config(t).URL, []string{"DATABASE_QUERY_TIMEOUT=1s"}, "authentication", "email"), db: db}
}

// register tries to register a new account.
func (r *registrar) register() {
	name := fmt.Sprint("user_", r.serial.Add(1))
	body, _ := json.Marshal(social.Registration{Username: name, Email: factory.Email(name), Password: factory.Password})
	response, err := system.Client.Post(r.URL("authentication", "/v1/authentication/user"), "application/json", bytes.NewReader(body))
	if err != nil {
		return // the registration was not acknowledged
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusCreated {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		r.acknowledged = append(r.acknowledged, factory.Email(name))
	}
}

func (r *registrar) count() int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return len(r.acknowledged)
}

// registerUntil registers accounts concurrently until this many more registrations have
// been acknowledged and done returns true.
func (r *registrar) registerUntil(more int, done func() bool) {
	const clients = 8
	enough := r.count() + more
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			for r.count() < enough || !done() {
				r.register()
			}
		})
	}
	group.Wait()
}

func TestRegistrationsWhileEachDependencyFails(t *testing.T) {
	t.Parallel()
	r := open(t)
	each := figure.Size(5, 80)
	for _, f := range r.faults(figure.Size(1, len(testproxy.Faults)), figure.Size(1, len(troubles))) {
		restore := f.harm(t)
		before, tried := r.count(), r.serial.Load()
		r.registerUntil(f.wanted(each), func() bool { return f.acknowledges || r.serial.Load() > tried+8 })
		restore()
		t.Logf("%s: %d acknowledged", f.name, r.count()-before)
	}
	for _, k := range r.moments() {
		before := r.kills.Load()
		for range figure.Size(2, 20) {
			var struck atomic.Bool
			k.arm(func() {
				r.kills.Add(1)
				r.Functions[k.function].Kill()
				r.catch(t)
				struck.Store(true)
			})
			r.registerUntil(figure.Size(1, 6), struck.Load)
		}
		t.Logf("killed %s: %d times", k.name, r.kills.Load()-before)
	}
	r.Settle(t, r.db)
	r.audit(t)
}
