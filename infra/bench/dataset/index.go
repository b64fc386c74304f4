package dataset

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// index has the statements that drop and create an index, or the constraint that owns
// it.
type index struct {
	Drop   string
	Create string
}

// indexes lists all indexes except those that a foreign key depends on. The most
// expensive come first: trigram indexes, then other GIN indexes.
const indexes = `
	SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
	            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) END,
	       CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
	            ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) END
	FROM pg_index i
	LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
	WHERE i.indrelid IN ('users'::regclass, 'follows'::regclass, 'posts'::regclass, 'comments'::regclass, 'post_tags'::regclass)
	  AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = i.indexrelid AND f.contype = 'f')
	ORDER BY pg_get_indexdef(i.indexrelid) LIKE '%post_text(%' DESC, pg_get_indexdef(i.indexrelid) LIKE '%gin%' DESC, c.oid IS NULL`

// drop drops the indexes and returns them for restore.
func drop(ctx context.Context, conn *pgx.Conn) ([]index, error) {
	found, err := conn.Query(ctx, indexes)
	if err != nil {
		return nil, fmt.Errorf("list the indexes: %w", err)
	}
	list, err := pgx.CollectRows(found, pgx.RowToStructByPos[index])
	if err != nil {
		return nil, fmt.Errorf("list the indexes: %w", err)
	}
	for _, i := range list {
		if _, err := conn.Exec(ctx, i.Drop); err != nil {
			return nil, fmt.Errorf("%s: %w", i.Drop, err)
		}
	}
	return list, nil
}

func (i index) restore(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, i.Create); err != nil {
		return fmt.Errorf("%s: %w", i.Create, err)
	}
	return nil
}
