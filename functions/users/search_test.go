package users_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func long(n int) string { return strings.Repeat("%F0%9F%98%80", n) }

// named creates an active user with this name.
func (f function) named(t *testing.T, name string) social.Actor {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	testdb.Exec(t, f.db, `UPDATE users SET username = $2 WHERE id = $1`, user.ID, name)
	user.Username = name
	return user
}

func TestSearchFindsNamesThatAreSimilarOrContainTheText(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Member)
	for _, name := range []string{"annabella_long_name", "Anna", "bob", "hannah", "ann_a"} {
		f.named(t, name)
	}
	factory.Deactivate(t, f.db, f.named(t, "anna_gone"))
	for search, want := range map[string][]string{
		"anna":       {"Anna", "ann_a", "annabella_long_name", "hannah"},
		"ANNA":       {"Anna", "ann_a", "annabella_long_name", "hannah"},
		"bella_long": {"annabella_long_name"},
		"n_a":        {"ann_a"},
		" ＡＮＮＡ ":     {"Anna", "ann_a", "annabella_long_name", "hannah"},
		"a":          {"Anna", "ann_a", "annabella_long_name"},
		"AN":         {"Anna", "ann_a", "annabella_long_name"},
		"h":          {"hannah"},
		"anna_gone":  {"Anna"},
		"%":          nil,
		"%_":         nil,
		`\`:          nil,
		"'; DROP":    nil,
		"é😀":         nil,
	} {
		rows := apitest.Data[[]social.User](t, client.Do(t, "GET", "/v1/users?search="+url.QueryEscape(search), nil))
		var got []string
		for _, user := range rows {
			got = append(got, user.Username)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%q found %q, want %q", search, got, want)
		}
	}
}

func TestSearchPutsTheMostSimilarFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	exact := f.named(t, "Mayan")
	longer := f.named(t, "mayan_temple")
	longest := f.named(t, "mayan_temple_of_the_sun")
	_, client := f.user(t, social.Member)
	got, _ := apitest.IDs(t, client.Do(t, "GET", "/v1/users?search=mayan", nil))
	if want := []int64{exact.ID, longer.ID, longest.ID}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got, _ = apitest.IDs(t, client.Do(t, "GET", "/v1/users?search=mayan&limit=1&offset=1", nil))
	if want := []int64{longer.ID}; !slices.Equal(got, want) {
		t.Errorf("from the second on: got %v, want %v", got, want)
	}
}

func TestSearchLeavesOutTheCaller(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	caller := f.named(t, "lonely")
	if got, _ := apitest.IDs(t, f.as(t, caller).Do(t, "GET", "/v1/users?search=lonely", nil)); got != nil {
		t.Errorf("got %v, want none", got)
	}
}

func TestSearchTakesAHundredCharacters(t *testing.T) {
	t.Parallel()
	_, client := newFunction(t).user(t, social.Member)
	client.Do(t, "GET", "/v1/users?search="+long(100), nil).WantJSON(t, `{"data": [], "next_cursor": null}`)
}

func TestSearchWalkIsExactOverEqualRanks(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Member)
	var members []social.Actor
	for i := range 40 {
		// The names differ only in the serial's trigrams: three ranks, many ties.
		members = append(members, f.named(t, fmt.Sprintf("dora%s%03d", strings.Repeat("_dora", i%3), i)))
	}
	testdb.Exec(t, f.db, `UPDATE users SET created_at = now() - interval '1 minute' * (id / 7)`)
	whole, _ := apitest.IDs(t, client.Do(t, "GET", "/v1/users?search=dora&limit=50", nil))
	if len(whole) != len(members) {
		t.Fatalf("one page has %d of %d users, want all", len(whole), len(members))
	}
	_, doomed := split(members)
	present := slices.DeleteFunc(whole, func(id int64) bool { return slices.Contains(idsOf(doomed), id) })
	serial := 900
	walked := apitest.Walk(t, client, "/v1/users?search=dora&limit=7", func() {
		serial++
		f.named(t, fmt.Sprintf("dora_%03d", serial))
		factory.Deactivate(t, f.db, doomed[0])
		doomed = doomed[1:]
	})
	apitest.WantWalk(t, walked, present)
}
