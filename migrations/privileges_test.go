package migrations_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"golang.org/x/sync/errgroup"

	"social.example/migrations"
	"social.example/shared/test/testdb"
)

// connect opens a connection that ends with the test.
func connect(t *testing.T, database string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return conn
}

// newRole returns the name of a new role with these options. Its password is its name.
// It is dropped when the test ends, after the databases that the test makes later.
func newRole(t *testing.T, options string) string {
	t.Helper()
	name := "role_" + strings.ToLower(rand.Text())
	server := testdb.Empty(t)
	execute(t, server, fmt.Sprintf(`CREATE ROLE %[1]s %[2]s PASSWORD '%[1]s'`, name, options))
	t.Cleanup(func() { execute(t, server, `DROP ROLE `+name) })
	return name
}

// as returns the address of the database for another user.
func as(t *testing.T, database, user string) string {
	t.Helper()
	address, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword(user, user)
	return address.String()
}

// own makes the user the owner of the database.
func own(t *testing.T, database, user string) {
	t.Helper()
	execute(t, database, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO `+user+`', current_database()); END $$`)
}

// denied reports whether PostgreSQL refused the statement to a user without the
// privilege. The statement is not executed to its end.
func denied(t *testing.T, conn *pgx.Conn, sql string) bool {
	t.Helper()
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context()) //nolint:errcheck // it only tries
	_, err = tx.Exec(t.Context(), sql)
	answer, ok := errors.AsType[*pgconn.PgError](err)
	return ok && answer.Code == "42501"
}

func TestFunctionsMayReadAndWriteRowsAndNothingElse(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	privileges := func(table string) string {
		switch table {
		case "moderation_log":
			return "INSERT,SELECT"
		case "schema_migrations", "schema_functions":
			return ""
		}
		return "DELETE,INSERT,SELECT,UPDATE"
	}
	found := query(t, database, `
		SELECT format('%s %s', relname, (
			SELECT string_agg(p, ',' ORDER BY p) FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) p
			WHERE has_table_privilege('app', c.oid, p)))
		FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')`)
	for _, row := range found {
		table, got, _ := strings.Cut(row, " ")
		if want := privileges(table); got != want {
			t.Errorf("%s: %q, want %q", table, got, want)
		}
	}
	if len(found) < 30 {
		t.Errorf("only %d tables were found", len(found))
	}
	for what, sql := range map[string]string{
		"a sequence that can't be used":       `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND NOT (has_sequence_privilege('app', oid, 'USAGE') AND has_sequence_privilege('app', oid, 'SELECT'))`,
		"a function that can't be called":     `SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT has_function_privilege('app', oid, 'EXECUTE')`,
		"a function that runs as its owner":   `SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
		"a privilege on the database":         `SELECT p FROM unnest('{CREATE,TEMPORARY}'::text[]) p WHERE has_database_privilege('app', current_database(), p)`,
		"a privilege on the schema":           `SELECT 'CREATE' WHERE has_schema_privilege('app', 'public', 'CREATE')`,
		"an attribute of the role":            `SELECT r::text FROM pg_roles r WHERE rolname = 'app' AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolcanlogin OR rolreplication OR rolbypassrls)`,
		"a role that the role is a member of": `SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'app'::regrole`,
	} {
		if got := query(t, database, sql); len(got) > 0 {
			t.Errorf("%s: %v", what, got)
		}
	}
}

func TestFunctionsAreRefusedWhatTheirRoleLacks(t *testing.T) {
	t.Parallel()
	up(t, testdb.Empty(t)) // creates the role app
	user := newRole(t, `LOGIN IN ROLE app`)
	database := testdb.Empty(t)
	up(t, database)
	conn := connect(t, database)
	testdb.Exec(t, conn, `SET SESSION AUTHORIZATION `+user)
	for _, sql := range []string{
		`CREATE TABLE more ()`, `CREATE TEMPORARY TABLE more ()`, `CREATE SCHEMA more`, `CREATE FUNCTION more() RETURNS int LANGUAGE sql RETURN 1`,
		`ALTER TABLE users ADD COLUMN more int`, `ALTER TABLE users DISABLE TRIGGER ALL`, `DROP TABLE follows`, `TRUNCATE follows`,
		`CREATE INDEX ON users (bio)`, `DROP FUNCTION posts_moment CASCADE`, `CREATE ROLE more`,
		`SET session_replication_role = replica`, `COPY users TO PROGRAM 'cat'`, `COPY users TO '/tmp/users'`, `SELECT pg_read_file('PG_VERSION')`,
		`SELECT FROM schema_migrations`, `UPDATE schema_migrations SET version = 1`, `SELECT FROM schema_functions`,
		`UPDATE moderation_log SET note = ''`, `DELETE FROM moderation_log`, `TRUNCATE moderation_log`,
		`ALTER TABLE moderation_log DISABLE TRIGGER ALL`, `SELECT FROM moderation_log FOR UPDATE`,
	} {
		if !denied(t, conn, sql) {
			t.Errorf("%s is allowed", sql)
		}
	}
	for _, sql := range []string{
		`INSERT INTO users (username, email, password_hash) VALUES ('maya', 'maya@example.com', repeat('x', 60))`,
		`UPDATE users SET bio = 'text'`, `DELETE FROM users`, `SELECT nextval('posts_id_seq')`, `SELECT posts_moment()`, `SELECT FROM posts_reach()`,
		`SELECT FROM moderation_log`,
	} {
		tx, err := conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
		_ = tx.Rollback(t.Context())
	}
}

// The owner may not create roles, as on a server where somebody else has made the role.
func TestAnOwnerWithoutOtherRightsRunsTheMigrations(t *testing.T) {
	t.Parallel()
	up(t, testdb.Empty(t)) // creates the role app
	owner := newRole(t, `LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB`)
	database := testdb.Empty(t)
	own(t, database, owner)
	up(t, as(t, database, owner))
	if err := migrations.Down(as(t, database, owner)); err != nil {
		t.Fatal(err)
	}
	up(t, as(t, database, owner))
	foreign := query(t, database, `
		SELECT c.oid::regclass::text FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relowner <> '`+owner+`'::regrole
		UNION ALL
		SELECT p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND proowner <> '`+owner+`'::regrole
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`)
	if len(foreign) > 0 {
		t.Errorf("the owner does not own %v", foreign)
	}
	if missing := query(t, database, `
		SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
		AND relname NOT LIKE 'schema_%' AND NOT has_table_privilege('app', oid, 'SELECT')`); len(missing) > 0 {
		t.Errorf("the functions can't read %v", missing)
	}
}

// A migration may create a table that one of its triggers writes to at once.
func TestTablesOfLaterMigrationsHaveTheirPrivilegesFromTheStart(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	up(t, database)
	execute(t, database, `CREATE TABLE later (id bigserial)`)
	conn := connect(t, database)
	if _, err := conn.Exec(t.Context(), `SET ROLE app; INSERT INTO later DEFAULT VALUES; UPDATE later SET id = 2; DELETE FROM later`); err != nil {
		t.Error(err)
	}
}

// Objects of other owners in a shared database are left alone.
func TestPrivilegesOfOthersStay(t *testing.T) {
	t.Parallel()
	other, owner := newRole(t, ``), newRole(t, `LOGIN`)
	database := testdb.Empty(t)
	own(t, database, owner)
	execute(t, database, `CREATE TABLE foreign_table (); ALTER TABLE foreign_table OWNER TO `+other)
	up(t, as(t, database, owner))
	if got := query(t, database, `SELECT 'SELECT' WHERE has_table_privilege('app', 'foreign_table', 'SELECT')`); len(got) > 0 {
		t.Error("the functions may read what is not theirs")
	}
}

// Databases of one server are migrated at once, and each finds that the role is missing.
func TestTheRoleIsMadeOnceByManyRuns(t *testing.T) {
	t.Parallel()
	text, err := migrations.Files.ReadFile("privileges.sql")
	if err != nil {
		t.Fatal(err)
	}
	var databases []string
	for range 6 {
		databases = append(databases, testdb.Empty(t))
	}
	name := regexp.MustCompile(`\bapp\b`)
	for range 10 {
		role := "role_" + strings.ToLower(rand.Text())
		var runs errgroup.Group
		for _, database := range databases {
			conn := connect(t, database)
			runs.Go(func() error {
				for range 2 { // the second run changes nothing
					if _, err := conn.Exec(t.Context(), name.ReplaceAllString(string(text), role)); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := runs.Wait(); err != nil {
			t.Fatal(err)
		}
		for _, database := range databases {
			execute(t, database, `DROP OWNED BY `+role)
		}
		execute(t, databases[0], `DROP ROLE `+role)
	}
}
