package store

import (
	"math"
	"time"

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
// position if this page is the last.
type Rows[T any] struct {
	Rows []T
	Next cursor.Position
}

// placed is a row and its position in the list.
type placed[T any] struct {
	row T
	at  cursor.Position
}

// paged makes a page from the rows of a query that asked for limit+1 rows.
func paged[T any](rows []placed[T], limit int) Rows[T] {
	page := Rows[T]{Rows: make([]T, 0, limit)}
	for i, r := range rows {
		if i == limit {
			page.Next = rows[limit-1].at
			break
		}
		page.Rows = append(page.Rows, r.row)
	}
	return page
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
