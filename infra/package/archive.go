package main

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"time"
)

// epoch is the time of every file in an archive, the earliest that a zip can store.
var epoch = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// compress returns a zip of all files. Equal files produce equal bytes: the order,
// times and modes on disk do not matter.
func compress(files fs.FS) ([]byte, error) {
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error { // in lexical order
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		header := &zip.FileHeader{Name: path, Method: zip.Deflate, Modified: epoch}
		header.SetMode(0o644)
		w, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}
