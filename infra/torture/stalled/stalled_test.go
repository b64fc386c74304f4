// Package stalled opens connections that send and read almost nothing, to each
// function and to the edge, while other clients send requests.
package stalled_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

func TestMain(m *testing.M) { system.Main(m) }

// longest is how long a stalling client may hold a connection. The server allows 8 s for
// a header and 8 s for a body.
const longest = 30 * time.Second

func TestStalledConnectionsAreClosedAndDelayNoOtherClient(t *testing.T) {
	t.Parallel()
	names := []string{"docs", "posts", "authentication", "feed", "health", "stream", "users", "account", "notifications", "moderation"}[:figure.Size(2, 10)]
	s, db := start(t, names...)
	targets := targets(t, s, db, names)
	connections, together := figure.Size(50, 500), figure.Size(len(targets), 1)
	var opened, held, sent, unanswered atomic.Int64
	for some := range slices.Chunk(targets, together) {
		var all sync.WaitGroup
		for _, to := range some {
			all.Go(func() {
				stop := to.requestAsOthers(t, &sent, &unanswered)
				defer stop()
				opened.Add(int64(connections))
				held.Add(to.stall(t, connections))
			})
		}
		all.Wait()
	}
	for name, f := range s.Functions {
		now, peak := f.Memory(t)
		t.Logf("%s: %d descriptors, %d kB, peak %d kB", name, f.Descriptors(t), now, peak)
	}
	figure.Report(t, "connections stalled and trickled in header, body or response: held 30 s later", int(opened.Load()), int(held.Load()))
	figure.Report(t, "requests of others during stalled connections: failed", int(sent.Load()), int(unanswered.Load()))
}

func start(t *testing.T, names ...string) (*system.System, *pgxpool.Pool) {
	t.Helper()
	db := testdb.New(t)
	return system.Start(t, db.Config().ConnString(), testredis.Config(t).URL, nil, names...), db
}

// targets returns the functions and the edge in front of them.
func targets(t *testing.T, s *system.System, db *pgxpool.Pool, names []string) []target {
	t.Helper()
	author := factory.User(t, db, social.Member)
	post := factory.Post(t, db, author)
	token := apitest.Token(t, author.ID)
	known := map[string]target{
		"docs":           {large: "/v1/swagger/swagger-ui-bundle.js", probe: "/v1/swagger/doc.json", stalled: "GET /v1/swagger/doc.json"},
		"posts":          {probe: fmt.Sprint("/v1/posts/", post.ID), stalled: "POST /v1/posts"},
		"authentication": {probe: "/v1/authentication/token", status: 405, stalled: "POST /v1/authentication/token"},
		"feed":           {probe: "/v1/users/feed", stalled: "GET /v1/users/feed"},
		"health":         {probe: "/v1/health", stalled: "GET /v1/health"},
		"stream":         {probe: "/v1/users/feed/stream?cursor=none", status: 400, stalled: "GET /v1/users/feed/stream"},
		"account":        {probe: "/v1/account/sessions", stalled: "DELETE /v1/account/sessions"},
		"moderation":     {probe: "/v1/moderation/log", status: 403, stalled: "POST /v1/reports"},
		"notifications":  {probe: "/v1/notifications/unread", stalled: "PUT /v1/notifications/read"},
		"users":          {probe: "/v1/users/me", stalled: "PUT /v1/users/1/role"},
	}
	edge := known["posts"]
	edge.name, edge.address, edge.token, edge.large = "edge", s.StartEdge(t), token, known["docs"].large
	targets := []target{edge}
	for _, name := range names {
		to := known[name]
		to.name, to.address, to.token = name, s.Functions[name].Address, token
		targets = append(targets, to)
	}
	return targets
}
