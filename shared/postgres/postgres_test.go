package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/postgres"
	"social.example/shared/test/testdb"
)

func TestConfigIsCheckedWithoutRepeatingThePassword(t *testing.T) {
	t.Parallel()
	valid := postgres.Config{
		URL: "postgres://social:s3cret@db:5432/social", MaxConns: 30, MaxConnIdleTime: time.Minute, QueryTimeout: time.Second,
	}
	if err := valid.Validate(); err != nil {
		t.Error(err)
	}
	for name, bad := range map[string]postgres.Config{
		"DATABASE_URL":                {URL: "postgres://social:s3cret@db:port/social", MaxConns: 1, MaxConnIdleTime: 1, QueryTimeout: 1},
		"DATABASE_MAX_CONNS":          {URL: valid.URL, MaxConnIdleTime: 1, QueryTimeout: 1},
		"DATABASE_QUERY_TIMEOUT":      {URL: valid.URL, MaxConns: 1, MaxConnIdleTime: 1},
		"DATABASE_MAX_CONN_IDLE_TIME": {URL: valid.URL, MaxConns: 1, QueryTimeout: 1},
	} {
		if err := bad.Validate(); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("got %v, want an error about %s without the password", err, name)
		}
	}
	if _, err := postgres.Open(postgres.Config{URL: "postgres://social:s3cret@db:port/social"}); err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("Open with an invalid URL: got %v, want an error without the password", err)
	}
}

func TestOpenDoesNotConnect(t *testing.T) {
	t.Parallel()
	db := open(t, postgres.Config{URL: "postgres://127.0.0.1:1/nowhere", MaxConns: 1, MaxConnIdleTime: time.Minute, QueryTimeout: time.Second})
	if n := db.Stat().TotalConns(); n != 0 {
		t.Errorf("%d connections, want none", n)
	}
}

func TestQueryModeHasANameForEachSafeMode(t *testing.T) {
	t.Parallel()
	modes := map[postgres.QueryMode]bool{}
	for _, name := range []string{"exec", "simple_protocol", "cache_statement", "cache_describe"} {
		var mode postgres.QueryMode
		if err := mode.Decode(name); err != nil {
			t.Error(err)
		}
		modes[mode] = true
	}
	if len(modes) != 4 {
		t.Errorf("four names give %d modes, want 4", len(modes))
	}
	for _, name := range []string{"", "describe_exec", "EXEC"} {
		if err := new(postgres.QueryMode).Decode(name); err == nil {
			t.Errorf("%q was accepted", name)
		}
	}
}

func TestReplicaIsCheckedWithoutRepeatingThePassword(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]bool{"": true, "postgres://social:s3cret@db:5432/social": true, "postgres://social:s3cret@db:port/social": false} {
		err := (&postgres.ReplicaConfig{URL: url}).Validate()
		if (err == nil) != want || err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%q: got %v, want valid %t, and no password in the error", url, err, want)
		}
	}
	if replica, err := postgres.OpenReplica(postgres.ReplicaConfig{}, postgres.Config{}); replica != nil || err != nil {
		t.Errorf("without an address: got %v, %v, want no replica and no error", replica, err)
	}
}

func TestCachedStatementsHaveOnePlan(t *testing.T) {
	t.Parallel()
	for mode, want := range map[pgx.QueryExecMode]string{
		pgx.QueryExecModeCacheStatement: "force_generic_plan",
		pgx.QueryExecModeExec:           "auto",
	} {
		config := testdb.Config(t)
		config.QueryMode = postgres.QueryMode(mode)
		db := testdb.Open(t, config)
		var got string
		if err := db.QueryRow(t.Context(), `SHOW plan_cache_mode`).Scan(&got); err != nil || got != want {
			t.Errorf("%s: got %s, %v; want %s", mode, got, err, want)
		}
	}
}
