package apitest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Walk reads a list page by page to its end and returns the ids of its rows. It
// calls between after each page except the last.
func Walk(t testing.TB, c Client, target string, between func()) []int64 {
	t.Helper()
	separator := "?"
	if strings.Contains(target, "?") {
		separator = "&"
	}
	var ids []int64
	for page := target; ; between() {
		rows, next := IDs(t, c.Do(t, "GET", page, nil))
		ids = append(ids, rows...)
		if next == "" {
			return ids
		}
		page = target + separator + "cursor=" + url.QueryEscape(next)
	}
}

// IDs returns the ids of a page's rows and the cursor of the next page, which is
// empty on the last page.
func IDs(t testing.TB, a Answer) (ids []int64, next string) {
	t.Helper()
	var page struct {
		Data []struct {
			ID int64 `json:"id"`
		} `json:"data"`
		NextCursor *string `json:"next_cursor"`
	}
	Decode(t, a.Want(t, http.StatusOK), &page)
	if page.Data == nil {
		t.Fatalf("data is not an array: %s", a.Body)
	}
	for _, row := range page.Data {
		ids = append(ids, row.ID)
	}
	if page.NextCursor != nil {
		next = *page.NextCursor
	}
	return ids, next
}

// WantWalk fails the test unless the walk returned every row of present exactly once
// and in order, and no row twice. present lists the rows that existed during the
// whole walk.
func WantWalk(t testing.TB, walked, present []int64) {
	t.Helper()
	seen := map[int64]bool{}
	for _, id := range walked {
		if seen[id] {
			t.Errorf("row %d was returned twice", id)
		}
		seen[id] = true
	}
	met := slices.DeleteFunc(slices.Clone(walked), func(id int64) bool { return !slices.Contains(present, id) })
	if !slices.Equal(met, present) {
		t.Errorf("the walk returned %v, want %v", met, present)
	}
}
