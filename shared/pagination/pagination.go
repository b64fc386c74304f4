// Package pagination serves lists in pages.
package pagination

import (
	"cmp"
	"net/http"

	"social.example/shared/cursor"
	"social.example/shared/store"
	"social.example/shared/web"
)

// Parameters are the query parameters of a list without filters.
var Parameters = []string{"limit", "cursor"}

// List describes a list to Serve. Its name binds cursors to it: see cursor.Sealer.
type List struct {
	Name     string
	Cursors  cursor.Sealer
	MaxLimit int // of the limit parameter; 0: web.MaxPageSize
	Offset   int // of the offset parameter, if the list has one
}

// Serve writes the page for the limit and cursor parameters. If a parameter
// of q is invalid, it returns q's fault and does not call load.
func Serve[T any](w http.ResponseWriter, q *web.Query, l List, load func(store.Page) (store.Rows[T], error)) error {
	limit := q.Limit(cmp.Or(l.MaxLimit, web.MaxPageSize))
	page := store.Page{Limit: limit, Offset: l.Offset, After: q.Cursor(l.Cursors, l.Name)}
	if err := q.Err(); err != nil {
		return err
	}
	rows, err := load(page)
	if err != nil {
		return err
	}
	return web.List(w, rows.Rows, l.Cursors.Seal(l.Name, rows.Next))
}
