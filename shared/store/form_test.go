package store_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/test/testdb"
)

// formOf returns the database's form of a text.
func formOf(t *testing.T, db *pgxpool.Pool, text string) (form string) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `SELECT search_form($1)`, text).Scan(&form); err != nil {
		t.Fatal(err)
	}
	return form
}

// assigned lists the categories of characters to compare.
var assigned = []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z}

// recent lists the characters that got a decomposition or a combining class in
// Unicode 15. PostgreSQL 15 still has the tables of Unicode 14.
var recent = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x1E030, Hi: 0x1E06D, Stride: 1}, {Lo: 0x1E4EC, Hi: 0x1E4EF, Stride: 1}}}

// TestSearchFormIsTheSameInDatabaseAndProgram compares both forms of every
// character, alone and before a combining one, and checks that the form is
// idempotent. Separators keep the characters apart.
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
			t.Errorf("the form is not idempotent for the block that starts with %+q", text.String()[:20])
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
