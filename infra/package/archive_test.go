package main

import (
	"bytes"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"
)

func TestCompressKeepsContentOnly(t *testing.T) {
	t.Parallel()
	archive := func(mode fs.FileMode, modified time.Time, content string) []byte {
		zip, err := compress(fstest.MapFS{
			"main.go":   {Data: []byte("package main\n"), Mode: mode, ModTime: modified},
			"a/text.md": {Data: []byte(content), Mode: mode, ModTime: modified},
		})
		if err != nil {
			t.Fatal(err)
		}
		return zip
	}
	first := archive(0o600, time.Unix(1, 0), "content")
	if again := archive(0o755, time.Now(), "content"); !bytes.Equal(first, again) {
		t.Error("the times or modes of files change the archive")
	}
	if other := archive(0o600, time.Unix(1, 0), "other"); bytes.Equal(first, other) {
		t.Error("the content of a file does not change the archive")
	}
}
