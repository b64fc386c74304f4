package store

import (
	"math"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/cursor"
)

// Page selects rows of a list: it skips Offset rows after the position After and
// returns up to Limit.
type Page struct {
	After  cursor.Position
	Limit  int
	Offset int
}

// Rows is one page of a list. Next is the position of the next page, or the first
// position if this page is the last. A page that looked through many rows that are not
// shown may end before it is full, and even be empty.
type Rows[T any] struct {
	Rows []T
	Next cursor.Position
}

// placed is a row and its position in the list.
type placed[T any] struct {
	row T
	at  cursor.Position
	// isHidden reports that the row is not shown. It only marks how far the list was
	// read.
	isHidden bool
	// isLast reports that the query stopped after the row. There may be more.
	isLast bool
}

// paged makes a page from the rows of a query with a limit of limit+1, which may
// have stopped before.
func paged[T any](rows []placed[T], limit int) Rows[T] {
	page := Rows[T]{Rows: make([]T, 0, limit)}
	for i, r := range rows {
		if i == limit {
			page.Next = rows[limit-1].at
			break
		}
		if !r.isHidden {
			page.Rows = append(page.Rows, r.row)
		}
		if r.isLast {
			page.Next = r.at
		}
	}
	return page
}

// maxLooked is how many rows of an index a page of a list looks through. Most are shown;
// those of users whom the viewer can't see are not. So a page costs less than 200 ms of
// the database, whoever was blocked, deactivated or taken down.
const maxLooked = 5000

// looked selects the first rows of the table in this order that satisfy the condition,
// with their positions. A query that joins other rows to them must keep the row for
// which isLast is true.
func looked(table, condition, order string) string {
	return `(
		SELECT *, row_number() OVER (ORDER BY ` + order + `) AS place FROM ` + table + `
		WHERE ` + condition + `
		ORDER BY ` + order + `
		LIMIT ` + strconv.Itoa(maxLooked) + `
	)`
}

// isLast is the condition that the row is the last one that looked may read.
func isLast(row string) string { return row + `.place = ` + strconv.Itoa(maxLooked) }

// scanLooked scans a row, and then its position and whether it is the last. If the first
// column is null, the row is not shown.
func scanLooked[T any](row pgx.CollectableRow, scan func(more ...any) pgx.RowToFunc[T]) (p placed[T], err error) {
	position := []any{&p.at.At, &p.at.ID, &p.isLast}
	if p.isHidden = row.RawValues()[0] == nil; p.isHidden {
		err = row.Scan(append(make([]any, len(row.RawValues())-len(position)), position...)...)
	} else {
		p.row, err = scan(position...)(row)
	}
	return p, err
}

// newest is the position before the first row of a list sorted newest first.
var newest = cursor.Position{At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), ID: math.MaxInt64}

// oldest is the position before the first row of a list sorted oldest first. IDs
// start at 1.
var oldest = cursor.Position{At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}

// start returns the values that the keyset condition of a newest-first list
// compares with.
func start(after cursor.Position) (time.Time, int64) {
	if after.IsFirst() {
		after = newest
	}
	return after.At, after.ID
}
