package store

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5"
)

// named are the arguments of a statement by name. They work like pgx.StrictNamedArgs,
// but the text of each statement is parsed only once.
type named pgx.StrictNamedArgs

// positional is a statement with numbered parameters instead of names.
type positional struct {
	sql   string
	names []string // by position
}

// readTexts maps the text of a statement to its positional form. It stays small,
// because the texts of this package's statements contain no values.
var readTexts sync.Map

// RewriteQuery implements pgx.QueryRewriter.
func (n named) RewriteQuery(ctx context.Context, conn *pgx.Conn, sql string, args []any) (string, []any, error) {
	found, read := readTexts.Load(sql)
	if !read {
		p, err := n.read(ctx, conn, sql, args)
		if err != nil {
			return "", nil, err
		}
		found, _ = readTexts.LoadOrStore(sql, p)
	}
	p := found.(positional) //nolint:forcetypeassert // nothing else is stored
	values := make([]any, len(p.names))
	given := len(n) == len(p.names)
	for i, name := range p.names {
		value, ok := n[name]
		values[i], given = value, given && ok
	}
	if !given { // pgx describes the error
		return pgx.StrictNamedArgs(n).RewriteQuery(ctx, conn, sql, args)
	}
	return p.sql, values, nil
}

// read parses the text: it lets pgx rewrite it with the arguments' names as their
// values.
func (n named) read(ctx context.Context, conn *pgx.Conn, sql string, args []any) (positional, error) {
	names := make(pgx.StrictNamedArgs, len(n))
	for name := range n {
		names[name] = name
	}
	text, placed, err := names.RewriteQuery(ctx, conn, sql, args)
	p := positional{text, make([]string, len(placed))}
	for i, name := range placed {
		p.names[i], _ = name.(string)
	}
	return p, err
}
