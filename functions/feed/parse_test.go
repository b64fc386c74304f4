package feed

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"unicode/utf8"

	"social.example/shared/social"
	"social.example/shared/web"
)

// FuzzParseFilter checks that accepted filters are within the bounds that the
// database relies on.
func FuzzParseFilter(f *testing.F) {
	for _, seed := range [][4]string{
		{"go,sql", "100%_\\", "2026-01-31T15:04:05Z", "desc"},
		{"a,b,c,d,e", "é", "2026-01-31 15:04:05", "asc"},
		{"a,,b", "\x00", "9999-12-31T23:59:59-23:59", ""},
		{",", "\xff", "0001-01-01T00:00:00+23:59", "DESC"},
		{"NULL,{},\"", " ", "2026-01-31T15:04:05,5Z", "desc;drop"},
		{"\x00", "';--", "2026-01-31T15:04:60Z", "asc"},
		{"go", "abc", "9999-12-31T23:59:59.9999999Z", "asc"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, tags, search, since, sort string) {
		values := url.Values{"tags": {tags}, "search": {search}, "since": {since}, "sort": {sort}}
		q := web.ParseQuery(httptest.NewRequest(http.MethodGet, "/v1/users/feed?"+values.Encode(), nil))
		filter := parseFilter(q)
		if q.Err() != nil {
			return
		}
		if len(filter.Tags) > maxTags || filter.Ascending != (sort == "asc") {
			t.Errorf("accepted %q as %+v", values, filter)
		}
		for _, tag := range filter.Tags {
			if !social.ValidTag(tag) {
				t.Errorf("accepted the tag %q", tag)
			}
		}
		if !utf8.ValidString(filter.Search) || utf8.RuneCountInString(filter.Search) > 100 {
			t.Errorf("accepted the search %q", filter.Search)
		}
		if filter.Since == nil || filter.Since.Year() < 1 || filter.Since.Year() > 9999 || filter.Since.Nanosecond()%1000 != 0 {
			t.Errorf("accepted %q as %v", since, filter.Since)
		}
	})
}
