package dataset

import (
	"fmt"
	"time"
)

// Password is the password of every user.
const Password = "a long enough password"

// Cost is the bcrypt cost of the passwords. All users share one precomputed hash.
const (
	Cost = 10
	hash = "$2a$10$LVlL2SpByRnWbCZE3FPcjOZNfRwNQpGyZmtHOYB6hnzgE0bEtvQ/6"
)

// Days is the number of days that the posts span.
const Days = 400

// End is the end of the data set: nothing in it is newer.
var End = time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC)

// User is an account. Ids begin at 1.
type User struct {
	ID        int64
	Username  string
	CreatedAt time.Time
	Followers int
	Following int
	Posts     int
}

// User returns the user with that id.
func (s *Set) User(id int64) User {
	return User{
		ID: id, Username: s.Username(id),
		CreatedAt: start.Add(time.Duration(int(id)-s.Users) * time.Minute),
		Followers: int(s.followers[id]), Following: len(s.Followees(id)), Posts: int(s.posts[id]),
	}
}

// Username returns the name of a user.
func (*Set) Username(id int64) string {
	r := newRandom(streamUser, int(id))
	return fmt.Sprintf("%s_%d", vocabulary[r.below(words)], id)
}

// Email returns the email address of a user.
func (s *Set) Email(id int64) string { return s.Username(id) + "@example.com" }
