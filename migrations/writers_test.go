package migrations_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/migrations"
	"social.example/migrations/released"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// Every migration runs twice: after a round of writes has committed, and during an
// open transaction with the same writes, which commits when the migration waits for
// it or is done. Afterwards both databases must hold the same rows, including those
// that the migration derives from others.
func TestEveryMigrationKeepsWhatAnOpenTransactionWrites(t *testing.T) {
	t.Parallel()
	before, during := testdb.Empty(t), testdb.Empty(t)
	tried, wrong, last := 0, 0, 0
	for _, version := range versions(t) {
		writers := [2]writer{}
		for i, database := range []string{before, during} {
			writers[i] = begin(t, database)
			writers[i].write(t, last)
		}
		writers[0].commit(t)
		if err := migrations.To(before, version); err != nil {
			t.Fatal(err)
		}
		migrated := make(chan error, 1)
		go func() { migrated <- migrations.To(during, version) }()
		err, over := writers[1].awaitMigration(t, migrated)
		writers[1].commit(t)
		if !over {
			err = <-migrated
		}
		if err != nil {
			t.Fatal(err)
		}
		want, got := rows(t, before), rows(t, during)
		tried += len(want)
		for _, row := range less(want, got) {
			wrong++
			t.Errorf("migration %d loses a row because of an open transaction: %s", version, row)
		}
		for _, row := range less(got, want) {
			wrong++
			t.Errorf("migration %d invents a row because of an open transaction: %s", version, row)
		}
		if wrong > 0 {
			break
		}
		last = version
	}
	figure.Report(t, "rows after each migration during an open write: lost or invented", tried, wrong)
}

// less returns the rows that others lacks or contains less often.
func less(rows, others []string) (missing []string) {
	left := map[string]int{}
	for _, row := range others {
		left[row]++
	}
	for _, row := range rows {
		if left[row]--; left[row] < 0 {
			missing = append(missing, row)
		}
	}
	return missing
}

func TestMigrationThatGetsNoLockChangesNothingAndCanBeRunAgain(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	if err := migrations.To(database, 6); err != nil {
		t.Fatal(err)
	}
	w := begin(t, database)
	w.write(t, 6)
	before := schema(t, database)
	err := migrations.UpWithin(database, 50*time.Millisecond, 200*time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "run it again") {
		t.Errorf("got %v, want the advice to run it again", err)
	}
	if after := schema(t, database); !slices.Equal(before, after) {
		t.Errorf("the schema has changed:\n%v\n%v", before, after)
	}
	w.commit(t)
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
	wantTagsOf(t, database)
}

// While a migration waits for a table lock, all writers of the table wait behind
// it. So it gives up, lets them pass and retries.
func TestMigrationTriesAgainForItsLock(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	if err := migrations.To(database, 6); err != nil {
		t.Fatal(err)
	}
	w := begin(t, database)
	w.write(t, 6)
	migrated := make(chan error, 1)
	go func() { migrated <- migrations.UpWithin(database, 100*time.Millisecond, time.Hour) }()
	var tries []time.Time
	for len(tries) < 3 {
		var began time.Time
		err := w.look.QueryRow(t.Context(), waiting).Scan(&began)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			t.Fatal(err)
		}
		if err == nil && !slices.Contains(tries, began) {
			tries = append(tries, began)
		}
		time.Sleep(time.Millisecond)
	}
	w.commit(t)
	if err := <-migrated; err != nil {
		t.Fatal(err)
	}
	wantTagsOf(t, database)
}

// waiting selects the start time of a migration that waits for a lock.
const waiting = `
	SELECT query_start FROM pg_stat_activity
	WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SET LOCAL lock_timeout%'`

func wantTagsOf(t *testing.T, database string) {
	t.Helper()
	for _, row := range rows(t, database) {
		if strings.HasPrefix(row, "post_tags") {
			return
		}
	}
	t.Error("the posts have no tags")
}

// writer is an open transaction of the functions.
type writer struct {
	tx   pgx.Tx
	look *pgx.Conn
}

func begin(t *testing.T, database string) writer {
	t.Helper()
	tx, err := connect(t, database).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return writer{tx, connect(t, database)}
}

func (w writer) write(t *testing.T, version int) {
	t.Helper()
	for _, write := range released.Writes {
		if err := write.Do(t.Context(), w.tx, version, fmt.Sprint("at_", version)); err != nil {
			t.Fatalf("on version %d: %v", version, err)
		}
	}
}

func (w writer) commit(t *testing.T) {
	t.Helper()
	err := w.tx.Commit(t.Context())
	if err := errors.Join(err, w.tx.Conn().Close(t.Context()), w.look.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// awaitMigration returns when the migration waits for a lock or is done.
func (w writer) awaitMigration(t *testing.T, migrated <-chan error) (err error, over bool) {
	t.Helper()
	for {
		var began time.Time
		switch err := w.look.QueryRow(t.Context(), waiting).Scan(&began); {
		case err == nil:
			return nil, false
		case !errors.Is(err, pgx.ErrNoRows):
			t.Fatal(err)
		}
		select {
		case err := <-migrated:
			return err, true
		case <-time.After(time.Millisecond):
		}
	}
}

// now matches timestamps of this run.
var now = regexp.MustCompile(`"20\d\d-\d\d-\d\dT[^"]+"`)

// rows returns all rows of the database, with the timestamps of this run replaced.
func rows(t *testing.T, database string) []string {
	t.Helper()
	conn := connect(t, database)
	defer conn.Close(t.Context())
	var all []string
	for _, table := range texts(t, conn, `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`) {
		for _, row := range texts(t, conn, `SELECT to_jsonb(t)::text FROM `+table+` t`) {
			all = append(all, table+" "+now.ReplaceAllString(row, `"now"`))
		}
	}
	slices.Sort(all)
	return all
}
