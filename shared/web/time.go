package web

import (
	"regexp"
	"strings"
	"time"
)

// Since returns the lower bound of a time range, or nil if the parameter is absent.
// It accepts RFC 3339, or 2006-01-02 15:04:05 in UTC. PostgreSQL stores
// microseconds, so the time is rounded up to the next one.
func (q *Query) Since(name string) *time.Time {
	return q.moment(name, time.Microsecond-time.Nanosecond)
}

// Until returns the upper bound of a time range, in the same formats as Since. The
// time is rounded down to a microsecond.
func (q *Query) Until(name string) *time.Time { return q.moment(name, 0) }

func (q *Query) moment(name string, up time.Duration) *time.Time {
	text, ok := q.one(name)
	if !ok {
		return nil
	}
	text = strings.ToUpper(text) // RFC 3339, section 5.6, allows t and z
	for _, layout := range []string{time.RFC3339Nano, time.DateTime} {
		t, err := time.Parse(layout, text)
		t = t.UTC().Add(up).Truncate(time.Microsecond)
		if err == nil && momentForm.MatchString(text) && t.Year() >= 1 && t.Year() <= 9999 {
			return &t
		}
	}
	q.Refuse(name, "must be a time like 2026-01-31T15:04:05Z or 2026-01-31 15:04:05")
	return nil
}

// momentForm is the accepted form. time.Parse and time.Time.UnmarshalText are too
// lenient: they accept one-digit hours, commas, and offsets of a day and more.
var momentForm = regexp.MustCompile(`^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$`)
