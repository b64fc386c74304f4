package health_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"social.example/shared/redis"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testproxy"
)

func wantPostgresAway(t *testing.T, a apitest.Answer) {
	t.Helper()
	a.WantProblem(t, http.StatusServiceUnavailable)
	var problem struct {
		Version string
		Checks  map[string]string
	}
	if err := json.Unmarshal(a.Body, &problem); err != nil {
		t.Fatal(err)
	}
	if problem.Version != "1.4.0" || problem.Checks["postgres"] != "unavailable" ||
		problem.Checks["redis"] == "" || a.Header.Get("Retry-After") != "1" {
		t.Errorf("headers %v, body %s; want Retry-After 1, the version and both checks", a.Header, a.Body)
	}
}

func TestHealthReportsDatabaseFaultsAndTheirEnd(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			address, proxy := testproxy.InFront(t, c.Postgres.URL)
			c.Postgres.URL, c.Postgres.QueryTimeout = address, time.Second
			anyone := client(t, c)
			check(t, anyone).Want(t, http.StatusOK)
			harm(t, proxy)
			for range 3 {
				wantPostgresAway(t, check(t, anyone))
			}
			proxy.Heal(t)
			check(t, anyone).Want(t, http.StatusOK)
		})
	}
}

func TestHealthReportsRedisFaultsAndStaysOk(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			address, proxy := testproxy.InFront(t, c.Redis.URL)
			c.Redis = redis.Config{URL: address}
			harm(t, proxy)
			check(t, client(t, c)).Want(t, http.StatusOK).
				WantJSON(t, `{"data": {"status": "ok", "version": "1.4.0", "checks": {"postgres": "ok", "redis": "unavailable"}}}`)
		})
	}
}
