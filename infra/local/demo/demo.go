// Package demo fills an empty database with users, posts, comments and reports, so that a
// freshly started system has something to show.
package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"
)

// Password is the password of every demo account.
const Password = "password123"

//go:embed people.json posts.json
var files embed.FS

// Person is a demo account.
type Person struct {
	Username string
	Email    string
	Role     string
	Days     int      // since registration
	Follows  []string // usernames
}

type post struct {
	Author   string
	Ago      ago
	Title    string
	Content  string
	Tags     []string
	Comments []comment
}

type comment struct {
	Author  string
	Ago     ago
	Content string
}

// ago is a time before now, so that the posts are always recent.
type ago time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *ago) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*a = ago(d)
	return err
}

// People returns all demo accounts, highest role first.
func People() ([]Person, error) { return read[Person]("people.json") }

func read[T any](name string) ([]T, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the demo data: %w", err)
	}
	var all []T
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return all, nil
}
