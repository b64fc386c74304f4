package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"social.example/infra/bench/dataset"
	"social.example/infra/local/checkout"
	"social.example/infra/local/postgres"
)

// database is a running PostgreSQL that holds a data set.
type database struct {
	server    *postgres.Server
	url       string // the superuser's
	functions string // the functions'
	pid       int
}

const databaseName = "social"

// tuned returns the server's settings for the size. They keep checkpoints out of
// the measurements and provide enough memory.
func tuned(size dataset.Size) []string {
	buffers := map[string]string{"tiny": "128MB", "S": "512MB", "L": "2GB"}[size.Name]
	return []string{
		"shared_buffers=" + buffers, "effective_cache_size=12GB", "random_page_cost=1.1",
		"max_wal_size=16GB", "checkpoint_timeout=30min",
	}
}

// connections returns the setting that admits all connections of this many processes
// of each function.
func connections(instances int) string {
	return fmt.Sprintf("max_connections=%d", 100+120*instances)
}

// durable are the settings of a server that must not lose data. They are off only
// while the data set is loaded.
var durable = []string{"fsync=on", "full_page_writes=on"}

// openDatabase starts a server on the set's own folder and loads the set on first
// use. It removes folders of older sets and schemas of that size.
func openDatabase(
	ctx context.Context, c checkout.Checkout, programs postgres.Programs, set *dataset.Set, instances int, say func(string, ...any),
) (*database, error) {
	key, err := set.Key()
	if err != nil {
		return nil, err
	}
	folder := c.Path(set.Name + "-" + key)
	loaded := filepath.Join(folder, "loaded")
	if _, err := os.Stat(loaded); err != nil {
		if err := empty(c, set.Name, folder); err != nil {
			return nil, err
		}
		db, err := startDatabase(ctx, programs, folder, append(tuned(set.Size), "fsync=off"), say)
		if err != nil {
			return nil, err
		}
		err = set.Load(ctx, db.url, say)
		db.server.Close()
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(loaded, nil, 0o644); err != nil {
			return nil, fmt.Errorf("mark the data as loaded: %w", err)
		}
	}
	say("reading the data into memory")
	if err := warm(folder); err != nil {
		return nil, err
	}
	return startDatabase(ctx, programs, folder, slices.Concat(tuned(set.Size), durable, []string{connections(instances)}), say)
}

func startDatabase(ctx context.Context, programs postgres.Programs, folder string, settings []string, say func(string, ...any)) (*database, error) {
	problem := func(err error) { say("PostgreSQL: %v", err) }
	server, err := postgres.Start(ctx, programs, folder, io.Discard, problem, settings...)
	if err != nil {
		return nil, err
	}
	db := &database{server: server}
	addresses, err := server.Database(ctx, databaseName)
	if err == nil {
		db.url, db.functions = server.URL(databaseName), addresses.Functions
		db.pid, err = server.PID()
	}
	if err != nil {
		server.Close()
		return nil, err
	}
	return db, nil
}

// empty makes a new folder and removes all others of that size.
func empty(c checkout.Checkout, size, folder string) error {
	old, err := filepath.Glob(c.Path(size + "-*"))
	if err != nil {
		return fmt.Errorf("look for older data: %w", err)
	}
	for _, path := range old {
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("remove older data: %w", err)
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make a folder for the data: %w", err)
	}
	return nil
}

// warm reads all files once, so that later reads come from memory, not from disk.
func warm(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = io.Copy(io.Discard, file)
		return err
	})
}
