package web

import (
	"regexp"
	"time"
)

// Time returns a moment as RFC 3339 or as 2006-01-02 15:04:05 in UTC, nil if
// none was given. PostgreSQL keeps microseconds, so no more is taken.
func (q *Query) Time(name string) *time.Time {
	text, ok := q.one(name)
	if !ok {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateTime} {
		t, err := time.Parse(layout, text)
		if err == nil && moment.MatchString(text) && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 {
			t = t.UTC().Truncate(time.Microsecond)
			return &t
		}
	}
	q.Refuse(name, "must be a time like 2026-01-31T15:04:05Z or 2026-01-31 15:04:05")
	return nil
}

// moment is what Time takes. time.Parse alone, and so time.Time.UnmarshalText,
// also takes hours of one digit, commas and offsets of a day and more.
var moment = regexp.MustCompile(`^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$`)
