package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"
)

// Streaming are the settings of a server that can have replicas.
var Streaming = []string{"wal_level=replica", "max_wal_senders=4"}

// Replica starts a replica of the server, with its data in a folder in parent, which
// must be empty. The server must have been started with Streaming. The programs from
// npm have no pg_basebackup, so we copy the data ourselves.
func (s *Server) Replica(ctx context.Context, parent string, output io.Writer, problem func(error)) (*Server, error) {
	conn, err := pgx.Connect(ctx, s.Maintenance())
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, `SELECT pg_backup_start('replica', fast => true)`); err != nil {
		return nil, fmt.Errorf("begin a copy of PostgreSQL's data: %w", err)
	}
	data := filepath.Join(parent, filepath.Base(s.data))
	if err := s.id.copy(s.data, data); err != nil {
		return nil, err
	}
	var label string
	if err := conn.QueryRow(ctx, `SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)`).Scan(&label); err != nil {
		return nil, fmt.Errorf("end a copy of PostgreSQL's data: %w", err)
	}
	for name, text := range map[string]string{"backup_label": label, "standby.signal": ""} {
		if err := s.id.write(filepath.Join(data, name), []byte(text)); err != nil {
			return nil, err
		}
	}
	replica := Server{programs: s.programs, id: s.id, data: data}
	from := "primary_conninfo=host=127.0.0.1 port=" + strconv.Itoa(s.Port) + " user=" + user
	return run(ctx, replica, output, problem, append(slices.Clone(Streaming), from))
}

// unneeded are the files that a copy of a data folder must not or need not have. A
// replica fetches the log from the server.
var unneeded = []string{"postmaster.pid", "postmaster.opts", "pg_wal/*", "pg_replslot/*", "pg_stat_tmp/*"}

// copy copies a data folder that a server writes to. Files that disappear during the copy are
// left out.
func (id identity) copy(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("copy PostgreSQL's data: %w", err)
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return fmt.Errorf("copy PostgreSQL's data: %w", err)
		}
		isUnneeded := slices.ContainsFunc(unneeded, func(pattern string) bool {
			matches, _ := filepath.Match(pattern, name)
			return matches
		})
		switch {
		case isUnneeded && entry.IsDir():
			return fs.SkipDir
		case isUnneeded:
			return nil
		case entry.IsDir():
			return id.mkdir(filepath.Join(to, name))
		}
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("copy PostgreSQL's data: %w", err)
		}
		return id.write(filepath.Join(to, name), content)
	})
}

// mkdir makes a folder that belongs to the identity.
func (id identity) mkdir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	return id.own(path)
}

// write writes a file that belongs to the identity.
func (id identity) write(path string, content []byte) error {
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return fmt.Errorf("write to the data folder: %w", err)
	}
	return id.own(path)
}

func (id identity) own(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	if err := os.Chown(path, id.uid, id.gid); err != nil {
		return fmt.Errorf("give the data folder to its user: %w", err)
	}
	return nil
}
