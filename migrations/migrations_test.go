package migrations_test

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"social.example/migrations"
	"social.example/shared/test/testdb"
)

func TestUpDownUpLeavesTheSameSchema(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	pairs := pairCount(t)

	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
	first := schema(t, database)
	for range pairs {
		if err := migrations.Down(database); err != nil {
			t.Fatal(err)
		}
	}
	if left := schema(t, database); !slices.Equal(left, bookkeeping) {
		t.Errorf("down left %v, want %v", left, bookkeeping)
	}
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
	if second := schema(t, database); !slices.Equal(first, second) {
		t.Errorf("the schema differs after up, down, up:\n%v\n%v", first, second)
	}
	if len(first) < 50 {
		t.Errorf("only %d parts of the schema were compared", len(first))
	}
}

func TestEightRunnersAtOnceAllSucceed(t *testing.T) {
	t.Parallel()
	for range 5 {
		database := testdb.Empty(t)
		var runners errgroup.Group
		for range 8 {
			runners.Go(func() error { return migrations.Up(database) })
		}
		if err := runners.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryMigrationHasADownFile(t *testing.T) {
	t.Parallel()
	pairCount(t)
}

func TestUpRefusesPoolersAndOtherDatabases(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"mysql://user:s3cret@localhost/db", "postgres://user:s3cret@127.0.0.1:6543/db"} {
		err := migrations.Up(address)
		if err == nil || strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "DATABASE_URL") {
			t.Errorf("got %v, want a refusal without the password", err)
		}
	}
}

func TestFailedMigrationIsRunAgainWhenItsCauseIsMended(t *testing.T) {
	t.Parallel()
	whole, database := testdb.Empty(t), testdb.Empty(t)
	if err := migrations.Up(whole); err != nil {
		t.Fatal(err)
	}
	execute(t, database, `CREATE TABLE comments ()`) // migration 3 creates it after the posts
	for range 2 {
		if err := migrations.Up(database); err == nil || !strings.Contains(err.Error(), `"comments" already exists`) {
			t.Fatalf("got %v, want the cause", err)
		}
	}
	execute(t, database, `DROP TABLE comments`)
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
	if want, got := schema(t, whole), schema(t, database); !slices.Equal(want, got) {
		t.Errorf("the schema differs:\n%v\n%v", want, got)
	}
}

// A failed run of an earlier release marked the schema as dirty.
func TestDirtySchemaIsLeftAloneUntilForce(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	if err := migrations.To(database, 2); err != nil {
		t.Fatal(err)
	}
	execute(t, database, `UPDATE schema_migrations SET version = 3, dirty = true`)
	for _, step := range []func(string) error{migrations.Up, migrations.Down} {
		if err := step(database); err == nil || !strings.Contains(err.Error(), "force 2 if the schema lacks it") {
			t.Errorf("got %v, want advice", err)
		}
	}
	if err := errors.Join(migrations.Force(database, 2), migrations.Up(database)); err != nil {
		t.Fatal(err)
	}
}

func execute(t *testing.T, database, sql string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // cleanups call it too
	conn, err := pgx.Connect(ctx, database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		t.Fatal(err)
	}
}

// versions returns the versions of all migrations, in order.
func versions(t *testing.T) []int {
	t.Helper()
	files, err := fs.Glob(migrations.Files, "*.up.sql")
	if err != nil {
		t.Fatal(err)
	}
	var all []int
	for _, name := range files {
		version, err := strconv.Atoi(name[:6])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, version)
	}
	return all
}

func pairCount(t *testing.T) int {
	t.Helper()
	files, err := migrations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range files {
		names[f.Name()] = true
	}
	ups := 0
	for name := range names {
		if up, ok := strings.CutSuffix(name, ".up.sql"); ok {
			ups++
			if !names[up+".down.sql"] {
				t.Errorf("%s has no .down.sql", name)
			}
		}
	}
	return ups
}

// bookkeeping is golang-migrate's own part of the schema.
var bookkeeping = []string{
	"column schema_migrations.dirty boolean NOT NULL",
	"column schema_migrations.version bigint NOT NULL",
	"constraint schema_migrations_pkey PRIMARY KEY (version)",
	"index CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (version)",
}

// schema describes the public schema without objects of extensions.
func schema(t *testing.T, database string) []string {
	t.Helper()
	conn := connect(t, database)
	defer conn.Close(t.Context())
	parts := texts(t, conn, `
		SELECT part FROM (
			SELECT format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
			       CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid)) AS part
			FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
			WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
			UNION ALL
			SELECT format('options %s %s', relname, reloptions) FROM pg_class
			WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL
			UNION ALL
			SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
			UNION ALL
			SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
			WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
			UNION ALL
			SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
			UNION ALL
			SELECT 'function ' || pg_get_functiondef(p.oid) FROM pg_proc p
			WHERE p.pronamespace = 'public'::regnamespace
			  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
		) parts
		ORDER BY part`)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// texts returns the rows of a query with one column of text.
func texts(t *testing.T, conn *pgx.Conn, sql string) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return found
}
