package store_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/testdb"
)

// formOf returns the database's form of a text.
func formOf(t *testing.T, db *pgxpool.Pool, text string) (form string) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `SELECT search_form($1)`, text).Scan(&form); err != nil {
		t.Fatal(err)
	}
	return form
}

// assigned are the kinds of characters to compare.
var assigned = []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z}

// recent are the characters that Unicode 15 gave a decomposition or a combining
// class; PostgreSQL 15 still has the tables of Unicode 14.
var recent = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x1E030, Hi: 0x1E06D, Stride: 1}, {Lo: 0x1E4EC, Hi: 0x1E4EF, Stride: 1}}}

// TestSearchFormIsTheSameInDatabaseAndProgram compares the two for every
// character, alone and before a combining one, and holds that the form of a form
// is that form. Separators keep the characters apart.
func TestSearchFormIsTheSameInDatabaseAndProgram(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	const atATime = 4096
	var text strings.Builder
	compare := func() {
		want := social.SearchForm(text.String())
		got := formOf(t, db, text.String())
		if got != want {
			wants, gots := strings.Split(want, "|"), strings.Split(got, "|")
			for i, given := range strings.Split(text.String(), "|") {
				if i < len(gots) && i < len(wants) && gots[i] != wants[i] {
					t.Errorf("%+q is %+q in the database, %+q in the program", given, gots[i], wants[i])
				}
			}
		}
		if again := formOf(t, db, got); again != got {
			t.Errorf("the form of the forms of %+q to its end is another one", text.String()[:20])
		}
		text.Reset()
	}
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, assigned...) || unicode.Is(recent, r) || r == '|' {
			continue
		}
		text.WriteString(string(r) + "|" + string(r) + "\u0301|")
		if text.Len() > atATime {
			compare()
		}
	}
	compare()
}

func TestTagsFormIsTheSameInDatabaseAndProgram(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	for _, tag := range []string{
		"plain", "Bikes", " pad ", "\u00a0pad\u3000", "\u2028x\u2029", "\u1680x\u0085", "bi\u0301ke", "Ｆｕｌｌ", "STRASSE", "straße", "ΟΔΟΣ",
		"İstanbul", "\u00a8x", "a b", `q"u\o{t}e`, "{}", "NULL", strings.Repeat("ﷺ", 2),
	} {
		var got []string
		if err := db.QueryRow(t.Context(), `SELECT tags_form(ARRAY[$1::text])`, tag).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if want := social.TagForm(tag); len(got) != 1 || got[0] != want {
			t.Errorf("%+q is %+q in the database, %+q in the program", tag, got, want)
		}
	}
}
