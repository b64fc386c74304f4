package live

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"social.example/shared/fault"
	"social.example/shared/test/figure"
	"social.example/shared/test/testredis"
)

func mustTake(t *testing.T, l *Leases, user, address string) *Lease {
	t.Helper()
	lease, err := l.Take(t.Context(), user, address)
	if err != nil {
		t.Fatal(err)
	}
	return lease
}

func wantTooMany(t *testing.T, l *Leases, user, address string) {
	t.Helper()
	_, err := l.Take(t.Context(), user, address)
	if fault.KindOf(err) != fault.TooMany {
		t.Fatalf("%s of %s: %v, want TooMany", user, address, err)
	}
}

// TestStreamsAreCountedOverInstances lets several instances share a Redis and open
// streams of a few users and addresses concurrently.
func TestStreamsAreCountedOverInstances(t *testing.T) {
	t.Parallel()
	const instances, users, addresses = 4, 8, 2
	rounds := figure.Size(10, 500)
	client := testredis.Patient(t, testredis.Config(t))
	wrong := 0
	for round := range rounds {
		var all []*Leases
		for range instances {
			all = append(all, &Leases{Redis: client, Timeout: time.Minute, Limits: Limits{Heartbeat: time.Minute, PerUser: 5, PerAddress: 12}})
		}
		var mutex sync.Mutex
		var open sync.WaitGroup
		taken := map[string]int{}
		var leases []*Lease
		for n := range 8 * users {
			user := fmt.Sprintf("user:%d-%d", round, n%users)
			address := fmt.Sprintf("address:%d-%d", round, n%addresses)
			open.Go(func() {
				lease, err := all[n/users%instances].Take(t.Context(), user, address)
				if fault.KindOf(err) == fault.TooMany {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				mutex.Lock()
				defer mutex.Unlock()
				taken[user]++
				taken[address]++
				leases = append(leases, lease)
			})
		}
		open.Wait()
		for _, lease := range leases {
			lease.Release(t.Context())
		}
		var keys []string
		right := true
		for n := range addresses {
			address := fmt.Sprintf("address:%d-%d", round, n)
			keys = append(keys, "streams1:"+address)
			right = right && taken[address] == 12
		}
		for n := range users {
			user := fmt.Sprintf("user:%d-%d", round, n)
			keys = append(keys, "streams1:"+user)
			right = right && taken[user] <= 5
		}
		left, err := client.Exists(t.Context(), keys...).Result()
		if err != nil {
			t.Fatal(err)
		}
		if !right || left != 0 {
			t.Logf("round %d let in %v; leases of %d owners remain", round, taken, left)
			wrong++
		}
	}
	figure.Report(t, "streams per user and address over several instances: rounds that let in more or fewer, or kept a lease", rounds, wrong)
}

func TestReleaseFreesALease(t *testing.T) {
	t.Parallel()
	l := &Leases{Redis: testredis.Patient(t, testredis.Config(t)), Timeout: time.Minute, Limits: Limits{Heartbeat: time.Minute, PerUser: 2, PerAddress: 3}}
	first := mustTake(t, l, "user:1", "address:1")
	mustTake(t, l, "user:1", "address:2")
	wantTooMany(t, l, "user:1", "address:3")
	first.Release(t.Context())
	mustTake(t, l, "user:1", "address:1")
	mustTake(t, l, "user:2", "address:1")
	mustTake(t, l, "user:3", "address:1")
	wantTooMany(t, l, "user:4", "address:1")
	mustTake(t, l, "user:4", "address:4") // the refused stream does not count toward the user's limit
	mustTake(t, l, "user:4", "address:4")
}

// TestLeasesOfADeadInstanceExpire has an instance that neither renews nor releases its
// leases.
func TestLeasesOfADeadInstanceExpire(t *testing.T) {
	t.Parallel()
	client := testredis.Patient(t, testredis.Config(t))
	limits := Limits{Heartbeat: time.Second, Patience: time.Second, PerUser: 1, PerAddress: 10}
	dead, alive := &Leases{Redis: client, Timeout: time.Minute, Limits: limits}, &Leases{Redis: client, Timeout: time.Minute, Limits: limits}
	mustTake(t, dead, "user:1", "address:1")
	renewed := mustTake(t, alive, "user:2", "address:1")
	for range 3000 {
		renewed.Renew(t.Context())
		if lease, err := alive.Take(t.Context(), "user:1", "address:1"); err == nil {
			lease.Release(t.Context())
			wantTooMany(t, alive, "user:2", "address:1")
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the lease of the dead instance does not expire")
}

func TestWithoutRedisAnInstanceCountsItsStreams(t *testing.T) {
	t.Parallel()
	l := &Leases{Limits: Limits{Heartbeat: time.Minute, PerUser: 1, PerAddress: 10}}
	lease := mustTake(t, l, "user:1", "address:1")
	wantTooMany(t, l, "user:1", "address:1")
	lease.Release(t.Context())
	mustTake(t, l, "user:1", "address:1").Release(t.Context())
	if len(l.local) != 0 {
		t.Errorf("the local counts %v remain, want none", l.local)
	}
}

func TestRenewRestoresALeaseThatRedisLost(t *testing.T) {
	t.Parallel()
	client := testredis.Patient(t, testredis.Config(t))
	l := &Leases{Redis: client, Timeout: time.Minute, Limits: Limits{Heartbeat: time.Minute, PerUser: 1, PerAddress: 10}}
	lease := mustTake(t, l, "user:1", "address:1")
	client.Del(t.Context(), "streams1:user:1")
	client.LPush(t.Context(), "streams1:user:1", "garbage")
	lease.Renew(t.Context())
	wantTooMany(t, l, "user:1", "address:1")
}
