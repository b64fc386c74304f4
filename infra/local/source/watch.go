package source

import (
	"context"
	"path/filepath"
	"slices"
	"time"
)

// Watcher tells which packages change. It looks at the files instead of asking
// the kernel to tell: that works on every file system, and a few hundred files
// cost about a millisecond.
type Watcher struct {
	module   Module
	packages []string
	prints   map[string]Print
	paths    []string // all files, with the folders they are in
	seen     Print    // the stamp of the paths from before the prints were taken
}

// Watcher returns a watcher that knows the packages as they are now.
func (m Module) Watcher(ctx context.Context, packages ...string) (*Watcher, error) {
	w := &Watcher{module: m, packages: packages}
	_, err := w.compare(ctx)
	return w, err
}

// Run calls changed with the packages that are not as they were, until ctx
// ends. It looks once per interval, and waits until the files have been quiet
// for one, for an editor or Git may still be writing.
func (w *Watcher) Run(ctx context.Context, interval time.Duration, changed func([]string), problem func(error)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for last := w.seen; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := stamp(w.paths)
		quiet := now == last
		last = now
		if !quiet || now == w.seen {
			continue
		}
		w.seen = now
		different, err := w.compare(ctx)
		last = w.seen // of what may be other paths now
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

// compare takes new prints and returns the packages whose print is another one
// than before. After an error it still knows the old ones.
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
	seen := stamp(paths)
	prints := map[string]Print{}
	for _, name := range w.packages {
		if prints[name], err = PrintOf(reach[name]); err != nil {
			return nil, err
		}
		if prints[name] != w.prints[name] {
			different = append(different, name)
		}
	}
	w.prints, w.paths, w.seen = prints, paths, seen
	return different, nil
}
