package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/jackc/pgx/v5/pgconn"
)

// applyFunctions runs the files in functions/ that have changed since the database
// last ran them, in the order of their names, and then privileges.sql if it has
// changed, all in one transaction. The table schema_functions remembers a hash of each
// applied file. Every numbered migration drops that table (see forgetFunctions), so
// that all files run again after it.
func applyFunctions(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	applied, err := appliedFunctions(ctx, tx)
	if err != nil {
		return err
	}
	names, err := fs.Glob(Files, "functions/*.sql")
	if err != nil {
		return err
	}
	for _, name := range append(names, "privileges.sql") {
		text, err := Files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		hash := hex.EncodeToString(sum[:])
		if applied[path.Base(name)] == hash {
			continue
		}
		if err := applyFile(ctx, tx, string(text), path.Base(name), hash); err != nil {
			return fmt.Errorf("migrations/%s: %w", name, err)
		}
		progress{}.Printf("%s\n", name)
	}
	return tx.Commit()
}

func appliedFunctions(ctx context.Context, tx *sql.Tx) (hashes map[string]string, err error) {
	var known bool
	err = tx.QueryRowContext(ctx, `SELECT to_regclass('schema_functions') IS NOT NULL`).Scan(&known)
	if err != nil || !known {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT file, hash FROM schema_functions`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	hashes = map[string]string{}
	for rows.Next() {
		var file, hash string
		if err := rows.Scan(&file, &hash); err != nil {
			return nil, err
		}
		hashes[file] = hash
	}
	return hashes, rows.Err()
}

func applyFile(ctx context.Context, tx *sql.Tx, text, file, hash string) error {
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return explain(err)
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`
		CREATE TABLE IF NOT EXISTS schema_functions (file text PRIMARY KEY, hash text NOT NULL);
		INSERT INTO schema_functions (file, hash) VALUES ('%s', '%s')
		ON CONFLICT (file) DO UPDATE SET hash = excluded.hash`, file, hash))
	return err
}

// invalidDefinition is the SQLSTATE of CREATE OR REPLACE FUNCTION with another
// result or other names of arguments than the existing function has.
const invalidDefinition = "42P13"

func explain(err error) error {
	answer, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return err
	}
	if answer.Code == invalidDefinition {
		return fmt.Errorf("%w: give the function a new name, or drop the old one in a numbered migration", err)
	}
	if answer.Hint != "" {
		return fmt.Errorf("%w: %s", err, answer.Hint)
	}
	if answer.Where != "" {
		return fmt.Errorf("%w (%s)", err, answer.Where)
	}
	return err
}

// forgetFunctions makes the next run at the newest version apply all function
// files: a numbered migration may have created, replaced or dropped any function.
const forgetFunctions = `DROP TABLE IF EXISTS schema_functions;`
