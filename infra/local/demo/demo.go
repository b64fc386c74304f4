// Package demo fills an empty database with people and what they wrote, so that
// somebody who starts the system sees it at work.
package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"
)

// Password signs in everybody.
const Password = "password123"

//go:embed people.json posts.json
var files embed.FS

// Person is somebody who has an account.
type Person struct {
	Username string
	Email    string
	Role     string
	Days     int      // since they came
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

// ago is a time before now, so that the posts are always new ones.
type ago time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *ago) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*a = ago(d)
	return err
}

// People returns everybody, those with the highest role first.
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
