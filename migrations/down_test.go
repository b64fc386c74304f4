package migrations_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/migrations"
	"social.example/migrations/released"
	"social.example/shared/test/testdb"
)

// TestFunctionsFitTheSchemaAfterEveryDown reverts the newest migrations, one by one, down
// to the schema of the release. At each version the writes and reads of the release must
// work.
func TestFunctionsFitTheSchemaAfterEveryDown(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	conn := connect(t, database)
	all := versions(t)
	for i := len(all) - 1; ; i-- {
		use(t, conn, fmt.Sprint("down_", all[i]))
		if all[i] == released.Version {
			break
		}
		if err := migrations.Down(database); err != nil {
			t.Fatal(err)
		}
	}
	up(t, database)
	use(t, conn, "up_again")
}

// use writes and reads as the release does.
func use(t *testing.T, conn *pgx.Conn, name string) {
	t.Helper()
	for _, write := range released.Writes {
		err := pgx.BeginFunc(t.Context(), conn, func(tx pgx.Tx) error {
			return write.Do(t.Context(), tx, released.Version, name)
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	const bounds = `'-infinity', 0, 'infinity', 0, 0, 20`
	for _, read := range []string{
		`feed_newest(u.id, ` + bounds + `)`,
		`feed_tagged_oldest(u.id, $2, ` + bounds + `)`,
		`feed_search_newest(u.id, '%' || $2 || '%', '{}', ` + bounds + `)`,
		`feed_search_oldest(u.id, NULL, ARRAY['common', $2], ` + bounds + `)`,
	} {
		var found int
		err := conn.QueryRow(t.Context(), `SELECT count(f) FROM users u, `+read+` f WHERE u.username = $1 AND $2 <> ''`, name+"_one", name).Scan(&found)
		if err != nil || found == 0 {
			t.Errorf("%s: %s found %d posts, want some, %v", name, read, found, err)
		}
	}
	var horizon bool
	if err := conn.QueryRow(t.Context(), `SELECT posts_horizon() IS NOT NULL`).Scan(&horizon); err != nil || !horizon {
		t.Fatalf("%s: posts_horizon: %v", name, err)
	}
}
