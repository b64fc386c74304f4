package migrations_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/migrations"
	"social.example/shared/test/testdb"
)

func TestFunctionsThatHaveChangedAreAppliedAndNoOthers(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	whole, before := schema(t, database), query(t, database, written)
	up(t, database)
	if after := query(t, database, written); !slices.Equal(before, after) {
		t.Errorf("a second run wrote something:\n%v\n%v", before, after)
	}

	older(t, database, "posts_count")
	up(t, database)
	if got := schema(t, database); !slices.Equal(whole, got) {
		t.Errorf("the schema differs:\n%v\n%v", whole, got)
	}
	after := query(t, database, written)
	if changed := less(before, after); len(changed) != 1 || !strings.HasPrefix(changed[0], "posts_count()") {
		t.Errorf("a run with one changed file applied %v, want posts_count only", changed)
	}
}

func TestFunctionsAreAppliedAgainAfterAMigrationInEitherDirection(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	whole := schema(t, database)
	if err := migrations.Down(database); err != nil {
		t.Fatal(err)
	}
	execute(t, database, olderText("posts_count"))
	up(t, database)
	if got := schema(t, database); !slices.Equal(whole, got) {
		t.Errorf("the schema differs after down and up:\n%v\n%v", whole, got)
	}
}

func TestFunctionsAreNotAppliedToAnOlderSchema(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	all := versions(t)
	if err := migrations.To(database, all[len(all)-2]); err != nil {
		t.Fatal(err)
	}
	if got := query(t, database, `SELECT 'feed_answer is there' FROM pg_proc WHERE proname = 'feed_answer'`); len(got) > 0 {
		t.Error(got)
	}
}

func TestAReleaseThatIsOlderThanTheSchemaLeavesItAlone(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	execute(t, database, `UPDATE schema_migrations SET version = version + 1`)
	older(t, database, "posts_count")
	before := schema(t, database)
	up(t, database)
	if got := schema(t, database); !slices.Equal(before, got) {
		t.Errorf("up changed the schema:\n%v\n%v", before, got)
	}
	if err := migrations.Down(database); err == nil || !strings.Contains(err.Error(), "newer release") {
		t.Errorf("down: got %v, want an error that names the cause", err)
	}
}

func TestAFunctionWithAnotherResultIsRefusedWithAdvice(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	older(t, database, "comments_count") // its file comes before feed_answer's
	execute(t, database, `
		DROP FUNCTION feed_answer;
		CREATE FUNCTION feed_answer(page bigint[], skipped integer, wanted integer, reached_at timestamptz, reached_id bigint)
		RETURNS integer LANGUAGE sql AS 'SELECT 1';
		UPDATE schema_functions SET hash = 'of an older text' WHERE file = 'feed_answer.sql'`)
	before := schema(t, database)
	err := migrations.Up(database)
	if err == nil || !strings.Contains(err.Error(), "migrations/functions/feed_answer.sql: ") ||
		!strings.Contains(err.Error(), "drop the old one in a numbered migration") {
		t.Errorf("got %v, want the file and advice", err)
	}
	if got := schema(t, database); !slices.Equal(before, got) {
		t.Errorf("the failed run changed the schema:\n%v\n%v", before, got)
	}
	execute(t, database, `DROP FUNCTION feed_answer`)
	up(t, database)
}

// inMigrations are the functions, except the IMMUTABLE ones, that no file contains.
// Only earlier releases call them.
var inMigrations = []string{
	"emails_keep_unknown()", "emails_recipient()",
	"posts_horizon()",
	"feed_newest(", "feed_oldest(", "feed_tagged_newest(", "feed_tagged_oldest(",
	"feed_match_newest(", "feed_match_oldest(", "feed_walk_newest(", "feed_walk_oldest(",
}

func TestEveryFunctionHasAFileUnlessItsResultsAreStored(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	conn := connect(t, database)
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context()) //nolint:errcheck // it only looks
	files, err := fs.Glob(migrations.Files, "functions/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := migrations.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), string(text)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	rows, err := tx.Query(t.Context(), `
		SELECT p.oid::regprocedure::text AS name, p.provolatile = 'i' AS immutable,
		       p.xmin = pg_current_xact_id()::xid AS infile,
		       EXISTS (SELECT FROM pg_depend d LEFT JOIN pg_attrdef a ON a.oid = d.objid AND d.classid = 'pg_attrdef'::regclass
		               LEFT JOIN pg_attribute c ON c.attrelid = a.adrelid AND c.attnum = a.adnum
		               WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid
		                 AND (d.classid IN ('pg_class'::regclass, 'pg_constraint'::regclass) OR c.attgenerated <> '')) AS stored
		FROM pg_proc p
		WHERE p.pronamespace = 'public'::regnamespace
		  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Name                      string
		Immutable, InFile, Stored bool
	}
	functions, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range functions {
		listed := slices.ContainsFunc(inMigrations, func(name string) bool { return strings.HasPrefix(f.Name, name) })
		if f.InFile && (f.Immutable || f.Stored) {
			t.Errorf("%s is in a file, but its results are stored: only a migration may change it", f.Name)
		}
		if !f.InFile && !f.Immutable && !listed {
			t.Errorf("%s is in no file: add one, or drop the function in a migration", f.Name)
		}
		if f.Stored && !f.Immutable || f.InFile && listed {
			t.Errorf("%s: not as the test expects: %+v", f.Name, f)
		}
	}
	if len(functions) < 30 {
		t.Errorf("only %d functions were found", len(functions))
	}
}

// written selects every function with the transaction that wrote it.
const written = `
	SELECT oid::regprocedure::text || ' ' || xmin::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
	UNION ALL
	SELECT 'schema_functions ' || (SELECT xmin::text FROM pg_class WHERE oid = 'schema_functions'::regclass)`

func olderText(trigger string) string {
	return `CREATE OR REPLACE FUNCTION ` + trigger + `() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;`
}

// older gives a trigger's function another text, as if an older file had been applied.
func older(t *testing.T, database, trigger string) {
	t.Helper()
	execute(t, database, olderText(trigger)+`UPDATE schema_functions SET hash = 'of an older text' WHERE file = '`+trigger+`.sql'`)
}

func up(t *testing.T, database string) {
	t.Helper()
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
}

// query returns the rows of a query with one column of text, sorted.
func query(t *testing.T, database, sql string) []string {
	t.Helper()
	conn := connect(t, database)
	defer conn.Close(t.Context())
	found := texts(t, conn, sql)
	slices.Sort(found)
	return found
}
