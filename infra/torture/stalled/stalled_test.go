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

// longest is how long a stalling client may hold a connection. It is twice the
// server's time limit for a head and a body together.
const longest = 30 * time.Second

func TestStalledConnectionsAreGivenUpAndHinderNobody(t *testing.T) {
	t.Parallel()
	names := []string{"docs", "posts", "authentication", "feed", "health", "stream", "users", "account", "notifications", "moderation"}[:figure.Size(2, 10)]
	s, db := start(t, names...)
	places := places(t, s, db, names)
	connections, together := figure.Size(50, 500), figure.Size(len(places), 1)
	var opened, held, asked, unanswered atomic.Int64
	for some := range slices.Chunk(places, together) {
		var all sync.WaitGroup
		for _, p := range some {
			all.Go(func() {
				stop := p.askAsOthers(t, &asked, &unanswered)
				defer stop()
				opened.Add(int64(connections))
				held.Add(p.stall(t, connections))
			})
		}
		all.Wait()
	}
	for name, f := range s.Functions {
		now, peak := f.Memory(t)
		t.Logf("%s: %d descriptors, %d kB, peak %d kB", name, f.Descriptors(t), now, peak)
	}
	figure.Report(t, "connections stalled and trickled in head, body or answer: held 30 s later", int(opened.Load()), int(held.Load()))
	figure.Report(t, "requests of others beside stalled connections: not answered as always", int(asked.Load()), int(unanswered.Load()))
}

func start(t *testing.T, names ...string) (*system.System, *pgxpool.Pool) {
	t.Helper()
	db := testdb.New(t)
	return system.Start(t, db.Config().ConnString(), testredis.Config(t).URL, nil, names...), db
}

// places returns the functions and the edge in front of them.
func places(t *testing.T, s *system.System, db *pgxpool.Pool, names []string) []place {
	t.Helper()
	author := factory.User(t, db, social.Member)
	post := factory.Post(t, db, author)
	token := apitest.Token(t, author.ID)
	known := map[string]place{
		"docs":           {large: "/v1/swagger/swagger-ui-bundle.js", asked: "/v1/swagger/doc.json", sent: "GET /v1/swagger/doc.json"},
		"posts":          {asked: fmt.Sprint("/v1/posts/", post.ID), sent: "POST /v1/posts"},
		"authentication": {asked: "/v1/authentication/token", status: 405, sent: "POST /v1/authentication/token"},
		"feed":           {asked: "/v1/users/feed", sent: "GET /v1/users/feed"},
		"health":         {asked: "/v1/health", sent: "GET /v1/health"},
		"stream":         {asked: "/v1/users/feed/stream?cursor=none", status: 400, sent: "GET /v1/users/feed/stream"},
		"account":        {asked: "/v1/account/sessions", sent: "DELETE /v1/account/sessions"},
		"moderation":     {asked: "/v1/moderation/log", status: 403, sent: "POST /v1/reports"},
		"notifications":  {asked: "/v1/notifications/unread", sent: "PUT /v1/notifications/read"},
		"users":          {asked: "/v1/users/me", sent: "PUT /v1/users/1/role"},
	}
	edge := known["posts"]
	edge.name, edge.address, edge.token, edge.large = "edge", s.StartEdge(t), token, known["docs"].large
	places := []place{edge}
	for _, name := range names {
		p := known[name]
		p.name, p.address, p.token = name, s.Functions[name].Address, token
		places = append(places, p)
	}
	return places
}
