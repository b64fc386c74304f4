package migrations_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/migrations"
	"social.example/shared/test/testdb"
)

// TestEveryForeignKeyHasAnIndex checks that a deleted row is looked for in an index of
// each table that refers to it. PostgreSQL makes no such index, and uses a partial one
// only if its condition follows from the key. Nobody deletes roles.
func TestEveryForeignKeyHasAnIndex(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
	keys, err := connect(t, database).Query(t.Context(), `
		SELECT k.conrelid::regclass::text, a.attname::text, EXISTS (
			SELECT FROM pg_index i
			WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]
			AND coalesce(pg_get_expr(i.indpred, i.indrelid), '') IN ('', format('(%I IS NOT NULL)', a.attname))
		)
		FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
		WHERE k.contype = 'f' AND k.confrelid <> 'roles'::regclass`)
	if err != nil {
		t.Fatal(err)
	}
	var table, column string
	var indexed bool
	tag, err := pgx.ForEachRow(keys, []any{&table, &column, &indexed}, func() error {
		if !indexed {
			t.Errorf("the foreign key %s.%s has no index", table, column)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := tag.RowsAffected(); n < 30 {
		t.Errorf("%d foreign keys were checked, want all", n)
	}
}
