package feed_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestAPostMustHaveAllTags(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	a := factory.Post(t, f.db, viewer, "a")
	ab := factory.Post(t, f.db, viewer, "a", "b", `q"u\o{t}e`)
	odd := factory.Post(t, f.db, viewer, "NULL", strings.Repeat("é", 50), "Straße", "bi\u0301ke")
	factory.Post(t, f.db, viewer)
	for tags, want := range map[string][]social.Post{
		"a":                               {ab, a},
		"b":                               {ab},
		"a,b":                             {ab},
		"b,a,b,a,b":                       {ab},
		"a,A":                             {ab, a},
		" A\u00a0":                        {ab, a},
		"ａ, Ｂ":                            {ab},
		"null":                            {odd},
		`Q"U\o{t}e`:                       {ab},
		"%":                               nil,
		"STRASSE":                         {odd},
		"BÍKE,bi\u0301ke":                 {odd},
		strings.Repeat("É", 50):           {odd},
		strings.Repeat("e\u0301", 25):     nil,
		strings.Repeat("é", 50) + ",null": {odd},
	} {
		wantFeed(t, client, with("tags", tags), want...)
	}
}

func TestSearchFindsAPartOfTitleOrContent(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	percent := f.write(t, viewer, "100% sure", "plain")
	under := f.write(t, viewer, "snake_case", "plain")
	decoy := f.write(t, viewer, "snakeXcase", "plain") // a wildcard would match it
	back := f.write(t, viewer, `C:\temp`, "plain")
	word := f.write(t, viewer, "plain", "Überraschung; DROP TABLE 'posts'")
	quote := f.write(t, viewer, "plain", `a ";-- b`)
	long := f.write(t, viewer, "plain", strings.Repeat("x", 100))
	all := []social.Post{long, quote, word, back, decoy, under, percent}
	for search, want := range map[string][]social.Post{
		"PLAIN":                  all,
		" 100%\u3000":            {percent},
		"00%":                    {percent},
		"0% S":                   {percent},
		"ke_":                    {under},
		"E_C":                    {under},
		"e_c":                    {under},
		"eXc":                    {decoy},
		"TS'":                    {word},
		`";--`:                   {quote},
		`C:\`:                    {back},
		`:\T`:                    {back},
		`\%_`:                    nil,
		"überRASCHUNG":           {word},
		"u\u0308BERRASCH":        {word},
		"; drop table 'POSTS'":   {word},
		"surePLAIN":              nil, // spans title and content
		strings.Repeat("x", 100): {long},
		"in.*":                   nil,
		"nothing like it":        nil,
	} {
		wantFeed(t, client, with("search", search), want...)
	}
}

func TestSearchIgnoresCaseWidthAndComposition(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	for _, written := range []struct {
		title    string
		searches []string
	}{
		{"Η ΟΔΟΣ μου", []string{"οδος", "οδοσ", "ΟΔΟΣ"}},
		{"Große Straße", []string{"STRASSE", "straße", "GROSSE S", "grosse"}},
		{"café", []string{"cafe\u0301", "CAFÉ"}},
		{"nai\u0308f", []string{"naïf", "NAÏF"}},
		{"ｆｕｌｌ ｗｉｄｔｈ", []string{"FULL WIDTH", "ｌｌ　ｗ"}},
		{"eﬃcient", []string{"EFFIC", "eﬃc"}},
	} {
		post := f.write(t, viewer, written.title, "content")
		for _, search := range written.searches {
			wantFeed(t, client, with("search", search), post)
		}
	}
}

func TestSinceAndUntilIncludeTheirMoment(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	posts := make([]social.Post, 3)
	for i, at := range []string{"2026-01-31 15:04:05.999999+00", "2026-01-31 15:04:06+00", "2026-01-31 15:04:06.000001+00"} {
		posts[i] = factory.Post(t, f.db, viewer)
		testdb.Exec(t, f.db, `UPDATE posts SET created_at = $2::text::timestamptz WHERE id = $1`, posts[i].ID, at)
	}
	before, exactly, after := posts[0], posts[1], posts[2]
	for _, moment := range []string{
		"2026-01-31T15:04:06Z", "2026-01-31 15:04:06", "2026-01-31T15:04:06.000000Z", "2026-01-31T17:34:06+02:30", "2026-01-31T07:04:06-08:00",
		"2026-01-31t15:04:06z",
	} {
		wantFeed(t, client, with("since", moment), after, exactly)
		wantFeed(t, client, with("until", moment), exactly, before)
		wantFeed(t, client, with("since", moment)+"&until="+url.QueryEscape(moment), exactly)
		wantFeed(t, client, with("since", moment)+"&sort=asc", exactly, after)
	}
	wantFeed(t, client, with("since", "2026-01-31T15:04:06.000001Z"), after)
	wantFeed(t, client, with("until", "2026-01-31T15:04:05.999999Z"), before)
	wantFeed(t, client, with("since", "2026-01-31T15:04:05.9999991Z"), after, exactly)
	wantFeed(t, client, with("until", "2026-01-31T15:04:06.0000009Z"), exactly, before)
	wantFeed(t, client, with("since", "2026-02-01T00:00:00Z")+"&until=2026-01-01T00:00:00Z")
	wantFeed(t, client, with("since", "0001-01-01T00:00:00Z")+"&until=9999-12-31T23:59:59.999999Z", after, exactly, before)
}

func TestFiltersNarrowEachOther(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	f.write(t, viewer, "apple", "c", "fruit")
	both := f.write(t, viewer, "apple", "c", "fruit", "red")
	f.write(t, viewer, "pear", "c", "fruit", "red")
	wantFeed(t, client, with("search", "apple")+"&tags=red,fruit&since=2020-01-01T00:00:00Z&sort=asc&offset=0&limit=100", both)
}

func TestListRefusesBadParameters(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	hundred := strings.Repeat("%C3%A9", 100)
	for query, bad := range map[string][]string{
		"limit=0": {"limit"}, "limit=101": {"limit"}, "limit=-1": {"limit"}, "limit=": {"limit"}, "limit=1e1": {"limit"},
		"limit=%2B1": {"limit"}, "limit=01": {"limit"}, "limit=20&limit=20": {"limit"}, "limit=9223372036854775808": {"limit"},
		"offset=-1": {"offset"}, "offset=1001": {"offset"}, "offset=": {"offset"}, "offset=0&offset=0": {"offset"},
		"unknown=1": {"unknown"}, "tags[]=a": {"tags[]"},
		"offset=0&cursor=": {"offset", "cursor"}, "cursor=": {"cursor"}, "cursor=x": {"cursor"}, "cursor=e30": {"cursor"}, "cursor=%FF": {"cursor"},
		"cursor=" + strings.Repeat("A", 100_000): {"cursor"},
		"sort=DESC":                              {"sort"}, "sort=": {"sort"}, "sort=desc;drop": {"query"}, "sort=desc%3Bdrop": {"sort"}, "sort=asc&sort=asc": {"sort"},
		"tags=a,b,c,d,e,f": {"tags"}, "tags=a,": {"tags"}, "tags=,": {"tags"}, "tags=a,%20,b": {"tags"}, "tags=a%0A": {"tags"}, "tags=a&tags=b": {"tags"},
		"tags=%00": {"tags"}, "tags=%FF": {"tags"}, "tags=" + strings.Repeat("x", 51): {"tags"}, "tags=" + strings.Repeat("x", 1000): {"tags"},
		"search=" + hundred + "x": {"search"}, "search=a%00b": {"search"}, "search=%C3": {"search"}, "search=abc&search=abc": {"search"},
		"search=ab": {"search"}, "search=%20ab%20": {"search"}, "search=e%CC%81a": {"search"}, "search=a%01b": {"search"},
		"since=": {"since"}, "since=yesterday": {"since"}, "since=2026-01-31": {"since"}, "since=2026-02-30T00:00:00Z": {"since"},
		"since=2026-01-31T15:04:05": {"since"}, "since=1767225600": {"since"}, "since=-infinity": {"since"},
		"since=2026-01-31T5:04:05Z": {"since"}, "since=2026-01-31T15:04:05,5Z": {"since"}, "since=2026-01-31T15:04:05%2B24:00": {"since"},
		"until=2026-01-31T15:04:05%2B24:60": {"until"}, "until=2026-01-31+5:04:05": {"until"}, "until=2026-01-31++5:04:05": {"until"},
		"until=2026-01-31+15:04:05.5": {"until"}, "until=2026-01-31T15:04:60Z": {"until"},
		"until=0000-01-01T00:00:00Z": {"until"}, "until=9999-12-31T23:59:59-01:00": {"until"}, "until=10000-01-01T00:00:00Z": {"until"},
		"until=2026-01-31T15:04:05Z&until=2026-01-31T15:04:05Z": {"until"},
		"limit=0&sort=x&since=x":                                {"limit", "sort", "since"},
	} {
		client.Do(t, "GET", path+"?"+query, nil).WantProblem(t, http.StatusBadRequest, bad...)
	}
	client.Do(t, "GET", path+"?search="+hundred, nil).Want(t, http.StatusOK)
	client.Do(t, "GET", with("tags", strings.Repeat(strings.Repeat("é", 50)+",", 4)+strings.Repeat("é", 50)), nil).Want(t, http.StatusOK)
}

func TestCursorBelongsToItsViewerSortAndFilters(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	_, other := f.member(t)
	for range 3 {
		f.write(t, viewer, "title", "content", "a", "b")
	}
	const base = path + "?limit=1&tags=a&search=tit&since=2020-01-01T00:00:00Z&until=2999-01-01T00:00:00Z"
	_, cursor := apitest.IDs(t, client.Do(t, "GET", base, nil))
	for _, replacement := range [][2]string{
		{"", ""}, {"limit=1", "limit=100"}, {"since=2020-01-01T00:00:00Z", "since=2020-01-01+00:00:00"},
	} {
		same := strings.Replace(base, replacement[0], replacement[1], 1) + "&cursor=" + cursor
		client.Do(t, "GET", same, nil).Want(t, http.StatusOK)
	}
	for _, replacement := range [][2]string{
		{"limit=1", "sort=asc"},
		{"tags=a", ""},
		{"tags=a", "tags=b"},
		{"tags=a", "tags=a,b"},
		{"search=tit", ""},
		{"search=tit", "search=TITL"},
		{"since=2020", "since=2021"},
		{"until=2999", "until=2998"},
		{"&until=2999-01-01T00:00:00Z", ""},
	} {
		foreign := strings.Replace(base, replacement[0], replacement[1], 1) + "&cursor=" + cursor
		client.Do(t, "GET", foreign, nil).WantProblem(t, http.StatusBadRequest, "cursor")
	}
	other.Do(t, "GET", base+"&cursor="+cursor, nil).WantProblem(t, http.StatusBadRequest, "cursor")
}
