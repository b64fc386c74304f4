package outage_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/cache"
	"social.example/shared/test/figure"
	"social.example/shared/test/testproxy"
)

// faults returns all faults, or in the short form one of each kind.
func faults() []fault {
	all := []fault{
		{name: "PostgreSQL restarted", refuses: true, harm: crash},
		{name: "PostgreSQL read-only", refuses: true, harm: readOnly},
		{name: "Redis with garbage", harm: garbage, mails: true},
		{name: "Pub/Sub gone", harm: network(pubSub, "refused")},
		{name: "SendGrid answers 503", harm: sendGrid(system.Answering(http.StatusServiceUnavailable))},

		{name: "PostgreSQL slow", refuses: true, harm: network(database, "slow")},
		{name: "PostgreSQL black-holed", refuses: true, harm: network(database, "black hole")},
		{name: "PostgreSQL reset", refuses: true, harm: network(database, "reset")},
		{name: "PostgreSQL refused", refuses: true, harm: network(database, "refused")},
		{name: "PostgreSQL cut off", refuses: true, harm: network(database, "cut off")},
		{name: "PostgreSQL backends killed", refuses: true, harm: terminate},
		{name: "PostgreSQL backend crashed", refuses: true, harm: crashBackend},
		{name: "PostgreSQL out of connections", refuses: true, harm: oneConnection},
		{name: "PostgreSQL deadlocks", refuses: true, harm: deadlocks, retried: true},
		{name: "Redis gone", harm: network(counters, "refused")},
		{name: "Redis reset", harm: network(counters, "reset")},
		{name: "Redis slow", harm: network(counters, "slow")},
		{name: "Redis black-holed", harm: network(counters, "black hole")},
		{name: "Redis flushed", harm: flush},
		{name: "Redis out of memory", harm: outOfMemory},
		{name: "Pub/Sub black-holed", harm: network(pubSub, "black hole")},
		{name: "Pub/Sub doubled and reordered", harm: doubled},
		{name: "SendGrid answers 429", harm: sendGrid(system.Answering(http.StatusTooManyRequests))},
		{name: "SendGrid answers 500", harm: sendGrid(system.Answering(http.StatusInternalServerError))},
		{name: "SendGrid answers 401", harm: sendGrid(system.Answering(http.StatusUnauthorized))},
		{name: "SendGrid hangs", harm: sendGrid(system.Hanging)},
		{name: "SendGrid refused", harm: network(mail, "refused"), doubles: true},
	}
	return all[:figure.Size(5, len(all))]
}

func database(s *system.System) *testproxy.Proxy { return s.Postgres }
func counters(s *system.System) *testproxy.Proxy { return s.Redis }
func pubSub(s *system.System) *testproxy.Proxy   { return s.PubSub }
func mail(s *system.System) *testproxy.Proxy     { return s.Mail }

// network returns a fault on the network path to a dependency.
func network(way func(*system.System) *testproxy.Proxy, name string) func(*testing.T, *rig) func() {
	return func(t *testing.T, r *rig) func() {
		testproxy.Faults[name](t, way(r.System))
		return func() { way(r.System).Heal(t) }
	}
}

func sendGrid(trouble http.Handler) func(*testing.T, *rig) func() {
	return func(_ *testing.T, r *rig) func() {
		r.SendGrid.Trouble(trouble)
		return func() { r.SendGrid.Trouble(nil) }
	}
}

// again calls do repeatedly, with a pause between, until the fault ends.
func again(pause time.Duration, do func(context.Context)) (restore func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		for ctx.Err() == nil {
			do(ctx)
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
	})
	return func() {
		cancel()
		running.Wait()
	}
}

func flush(_ *testing.T, r *rig) func() {
	return again(10*time.Millisecond, func(ctx context.Context) { r.redis.FlushAll(ctx) })
}

// garbage overwrites the cached users, and everything else in Redis, with invalid
// values.
func garbage(_ *testing.T, r *rig) func() {
	return again(5*time.Millisecond, func(ctx context.Context) {
		keys := r.redis.Keys(ctx, "*").Val()
		for _, person := range r.people {
			keys = append(keys, cache.Key(person.ID))
		}
		for _, key := range keys {
			switch rand.IntN(4) {
			case 0:
				r.redis.Del(ctx, key)
				r.redis.LPush(ctx, key, "a list")
			case 1:
				r.redis.Set(ctx, key, "1:{\"id\":1,\"level\":3,\"active\":true}", time.Minute)
			case 2:
				r.redis.Set(ctx, key, "\x00\xff", time.Minute)
			default:
				r.redis.Set(ctx, key, "", time.Minute)
			}
		}
	})
}

func outOfMemory(t *testing.T, r *rig) func() {
	set := func(limit string) {
		if err := r.redis.ConfigSet(t.Context(), "maxmemory", limit).Err(); err != nil {
			t.Fatal(err)
		}
	}
	set("1")
	return func() { set("0") }
}

// doubled publishes the events of the newest mails again, in random order.
func doubled(t *testing.T, r *rig) func() {
	return again(10*time.Millisecond, func(ctx context.Context) {
		rows, err := r.db.Query(ctx, `SELECT id FROM emails ORDER BY id DESC LIMIT 10`)
		if err != nil {
			return // the fault has ended
		}
		var ids []int64
		for rows.Next() {
			var id int64
			if rows.Scan(&id) == nil {
				ids = append(ids, id)
			}
		}
		rows.Close()
		rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		for _, id := range ids {
			r.Publish(t, id)
		}
	})
}

func killPooler(_ *testing.T, r *rig) func() {
	return again(time.Second, func(context.Context) { r.pooler.Kill() })
}
