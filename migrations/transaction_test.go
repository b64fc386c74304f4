package migrations_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"social.example/migrations"
	"social.example/shared/test/testdb"
)

// The last statement of each migration fails, as if the program were killed there.
func TestMigrationThatFailsAtItsEndLeavesNothing(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	last := 0
	for _, version := range versions(t) {
		if err := migrations.To(database, last); err != nil {
			t.Fatal(err)
		}
		execute(t, database, fmt.Sprintf(`ALTER TABLE schema_migrations ADD CONSTRAINT refused CHECK (version <> %d)`, version))
		before := append(schema(t, database), rows(t, database)...)
		if err := migrations.Up(database); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Fatalf("migration %d: got %v, want a failure", version, err)
		}
		if after := append(schema(t, database), rows(t, database)...); !slices.Equal(before, after) {
			t.Errorf("migration %d failed and left something:\n%v\n%v", version, before, after)
		}
		execute(t, database, `ALTER TABLE schema_migrations DROP CONSTRAINT refused`)
		last = version
	}
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
}

func TestMigrationThatFillsFromATableLocksItFirst(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, version := range versions(t) {
		text := upFile(t, version)
		for _, trigger := range triggerOn.FindAllStringSubmatch(text, -1) {
			table := trigger[1]
			fill := filling.FindStringIndex(text)
			if fill == nil || regexp.MustCompile(`(?i)CREATE TABLE `+table+`\b`).MatchString(text) {
				continue
			}
			checked++
			lock := regexp.MustCompile(`(?i)LOCK TABLE [\w, ]*\b` + table + `\b[\w, ]* IN (SHARE ROW EXCLUSIVE|EXCLUSIVE|ACCESS EXCLUSIVE) MODE`).FindStringIndex(text)
			if lock == nil || lock[0] > fill[0] {
				t.Errorf("migration %d fills something and makes a trigger on %s, which it must lock first: see the package's rules", version, table)
			}
		}
	}
	if checked == 0 {
		t.Error("no migration that fills from a table was recognized")
	}
}

var (
	triggerOn = regexp.MustCompile(`(?is)\bCREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER [^;]*?\bON (\w+)`)
	filling   = regexp.MustCompile(`(?im)^\s*(?:WITH\b[^;]*?)?\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO)\b`)
	function  = regexp.MustCompile(`(?s)(DO )?\$(\w*)\$.*?\$\w*\$`)
	comment   = regexp.MustCompile(`--.*`)
)

// upFile returns a migration's SQL without comments and function bodies, which do
// nothing until they are called.
func upFile(t *testing.T, version int) string {
	t.Helper()
	files, err := migrations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), fmt.Sprintf("%06d_", version)) && strings.HasSuffix(f.Name(), ".up.sql") {
			text, err := migrations.Files.ReadFile(f.Name())
			if err != nil {
				t.Fatal(err)
			}
			return function.ReplaceAllStringFunc(comment.ReplaceAllString(string(text), ""), func(body string) string {
				if strings.HasPrefix(body, "DO ") {
					return body
				}
				return ""
			})
		}
	}
	t.Fatalf("there is no migration %d", version)
	return ""
}
