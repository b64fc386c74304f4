package store_test

import (
	"fmt"
	"testing"

	"social.example/shared/test/testdb"
)

// TestActivationReadsNoOtherAddresses activates one of very many registrations: anybody
// can register, so no activation may cost more when many do.
func TestActivationReadsNoOtherAddresses(t *testing.T) {
	t.Parallel()
	config := testdb.Config(t)
	config.MaxConns = 1
	db := testdb.Open(t, config)
	owner := testdb.Owner(t, db)
	for n := range 3 {
		link(t, db, fmt.Sprint("maya_", n), "maya@example.com", fmt.Sprint("token ", n))
	}
	for _, sql := range []string{
		`INSERT INTO users (username, email, password_hash) SELECT 'other_' || i, i || '@example.com', repeat('x', 60) FROM generate_series(1, 5000) i`,
		`ANALYZE users, activation_tokens`,
	} {
		testdb.Exec(t, owner, sql)
	}
	const bound = 50
	for table, n := range rowsRead(t, db, owner, func() error { _, err := activate(t, db, "token 1"); return err }) {
		if n > bound {
			t.Errorf("an activation reads %d rows of %s, want at most %d", n, table, bound)
		}
	}
	if got := query[int](t, db, `SELECT count(*) FROM users WHERE email = 'maya@example.com'`); got != 1 {
		t.Errorf("%d registrations of the address are left, want only the account", got)
	}
}
