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

// office sends registrations and records the acknowledged ones.
type office struct {
	*system.System
	db *pgxpool.Pool

	serial       atomic.Int64
	mutex        sync.Mutex
	acknowledged []string // addresses
	kills        atomic.Int64
	caught       map[string]bool // mails with a kill between SendGrid's 202 and the mark
}

func open(t *testing.T) *office {
	t.Helper()
	db := testdb.New(t)
	return &office{caught: map[string]bool{}, System: system.Start(t, db.Config().ConnString(), testredis.Config(t).URL, []string{"DATABASE_QUERY_TIMEOUT=1s"}, "authentication", "email"), db: db}
}

// register tries to register a new account.
func (o *office) register() {
	name := fmt.Sprint("user_", o.serial.Add(1))
	body, _ := json.Marshal(social.Registration{Username: name, Email: factory.Email(name), Password: factory.Password})
	response, err := system.Client.Post(o.URL("authentication", "/v1/authentication/user"), "application/json", bytes.NewReader(body))
	if err != nil {
		return // the registration was not acknowledged
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusCreated {
		o.mutex.Lock()
		defer o.mutex.Unlock()
		o.acknowledged = append(o.acknowledged, factory.Email(name))
	}
}

func (o *office) count() int {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return len(o.acknowledged)
}

// registerUntil registers accounts concurrently until more further registrations
// were acknowledged and done returns true.
func (o *office) registerUntil(more int, done func() bool) {
	const clients = 8
	enough := o.count() + more
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			for o.count() < enough || !done() {
				o.register()
			}
		})
	}
	group.Wait()
}

func TestRegistrationsWhileAllElseFails(t *testing.T) {
	t.Parallel()
	o := open(t)
	each := figure.Size(5, 80)
	for _, f := range o.faults(figure.Size(1, len(testproxy.Faults)), figure.Size(1, len(troubles))) {
		restore := f.harm(t)
		before, tried := o.count(), o.serial.Load()
		o.registerUntil(f.wanted(each), func() bool { return f.acknowledges || o.serial.Load() > tried+8 })
		restore()
		t.Logf("%s: %d acknowledged", f.name, o.count()-before)
	}
	for _, k := range o.moments() {
		before := o.kills.Load()
		for range figure.Size(2, 20) {
			var struck atomic.Bool
			k.arm(func() {
				o.kills.Add(1)
				o.Functions[k.function].Kill()
				o.catch(t)
				struck.Store(true)
			})
			o.registerUntil(figure.Size(1, 6), struck.Load)
		}
		t.Logf("killed %s: %d times", k.name, o.kills.Load()-before)
	}
	o.Settle(t, o.db)
	o.audit(t)
}
