package dataset

import (
	"crypto/sha256"
	"fmt"
	"io/fs"

	"social.example/migrations"
)

// Key identifies the contents of a loaded database. It changes with the schema and
// with a sample of the rows.
func (s *Set) Key() (string, error) {
	sum := sha256.New()
	fmt.Fprint(sum, s.Size, indexes, hash)
	err := fs.WalkDir(migrations.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := migrations.Files.ReadFile(path)
		fmt.Fprint(sum, path, string(text))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read the migrations: %w", err)
	}
	const every = 100
	for id := int64(1); id <= int64(s.Users); id += every {
		fmt.Fprint(sum, s.User(id), s.Email(id), s.Followees(id), s.FollowedAt(id, 1))
	}
	for id := int64(1); id <= int64(s.Posts); id += int64(s.Posts / every) {
		fmt.Fprint(sum, s.Post(id))
	}
	for id := int64(1); id <= int64(s.Comments); id += int64(s.Comments / every) {
		fmt.Fprint(sum, s.Comment(id))
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:6]), nil
}
