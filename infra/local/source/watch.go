package source

import (
	"context"
	"path/filepath"
	"slices"
	"time"
)

// Watcher reports which packages change. It polls the files instead of using kernel
// notifications: polling works on every file system, and checking a few hundred
// files takes about a millisecond.
type Watcher struct {
	module       Module
	packages     []string
	fingerprints map[string]fingerprint
	paths        []string    // all files and their folders
	seen         fingerprint // of the paths, taken before those of the packages
}

// Watcher returns a watcher that compares with the current state of the packages.
func (m Module) Watcher(ctx context.Context, packages ...string) (*Watcher, error) {
	w := &Watcher{module: m, packages: packages}
	_, err := w.compare(ctx)
	return w, err
}

// Run calls changed with the packages that have changed, until ctx ends. It polls
// once per interval and waits until the files are unchanged for one interval,
// because an editor or Git may still be writing.
func (w *Watcher) Run(ctx context.Context, interval time.Duration, changed func([]string), problem func(error)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for last := w.seen; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := fingerprintOf(w.paths)
		quiet := now == last
		last = now
		if !quiet || now == w.seen {
			continue
		}
		w.seen = now
		different, err := w.compare(ctx)
		last = w.seen // compare may have changed the paths
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			problem(err)
		case len(different) > 0:
			changed(different)
		}
	}
}

// compare takes new fingerprints and returns the packages whose fingerprint has
// changed. After an error it keeps the old fingerprints.
func (w *Watcher) compare(ctx context.Context) ([]string, error) {
	reach, err := w.module.Reach(ctx, w.packages...)
	if err != nil {
		return nil, err
	}
	var paths, different []string
	for _, files := range reach {
		for _, file := range files {
			paths = append(paths, file, filepath.Dir(file))
		}
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	seen := fingerprintOf(paths)
	fingerprints := map[string]fingerprint{}
	for _, name := range w.packages {
		fingerprints[name] = fingerprintOf(reach[name])
		if fingerprints[name] != w.fingerprints[name] {
			different = append(different, name)
		}
	}
	w.fingerprints, w.paths, w.seen = fingerprints, paths, seen
	return different, nil
}
