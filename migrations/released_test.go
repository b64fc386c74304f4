package migrations_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/migrations"
	"social.example/migrations/released"
	"social.example/shared/test/testdb"
)

// The functions of the last release write before and after the migrations, until
// they are replaced.
func TestReleasedFunctionsLoseNoWritesOnTheNewestSchema(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	conn := connect(t, database)
	for _, round := range []struct {
		name    string
		migrate func() error
	}{
		{"before", func() error { return migrations.To(database, released.Version) }},
		{"after", func() error { return migrations.Up(database) }},
	} {
		if err := round.migrate(); err != nil {
			t.Fatal(err)
		}
		for _, write := range released.Writes {
			err := pgx.BeginFunc(t.Context(), conn, func(tx pgx.Tx) error {
				return write.Do(t.Context(), tx, released.Version, round.name)
			})
			if err != nil {
				t.Errorf("%s the migrations: %v", round.name, err)
			}
		}
	}
	for _, name := range []string{"before", "after"} {
		for _, write := range released.Writes {
			if kept, err := write.Kept(t.Context(), conn, name); err != nil || !kept {
				t.Errorf("%s, %s the migrations, is lost: %v", write.Name, name, err)
			}
		}
	}
}
