package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestNamedArgumentsAreRewrittenAsByPgx(t *testing.T) {
	t.Parallel()
	for _, sql := range []string{
		`SELECT 1`,
		`SELECT @a::int, @b, @a -- and @c`,
		`SELECT '@a', "@b", $$@a$$, @b <@ @a`,
	} {
		for _, args := range []pgx.StrictNamedArgs{
			{}, {"a": 1, "b": "two"}, {"a": 2, "b": "three"}, {"a": 1}, {"b": 1, "x": 2}, {"a": 1, "b": 2, "c": 3},
		} {
			wantText, wantValues, wantErr := args.RewriteQuery(t.Context(), nil, sql, nil)
			for try := range 2 {
				text, values, err := named(args).RewriteQuery(t.Context(), nil, sql, nil)
				if (err == nil) != (wantErr == nil) {
					t.Fatalf("%s with %v, try %d: %v, want %v", sql, args, try, err, wantErr)
				}
				if text != wantText || !slices.Equal(values, wantValues) {
					t.Errorf("%s with %v, try %d: %s %v, want %s %v", sql, args, try, text, values, wantText, wantValues)
				}
			}
		}
	}
}

func BenchmarkNamed(b *testing.B) {
	sql := `SELECT ` + userColumns + ` FROM ` + visibleUsers + ` WHERE u.id = @id`
	for _, rewriter := range []pgx.QueryRewriter{pgx.StrictNamedArgs{"id": 1, "viewer": 2}, named{"id": 1, "viewer": 2}} {
		name := "pgx"
		if _, own := rewriter.(named); own {
			name = "read once"
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := rewriter.RewriteQuery(b.Context(), nil, strings.Clone(sql), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
