package hostile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// person is a user who sends requests.
type person struct {
	social.Actor
	token string
}

// waiting is the number of pending accounts.
const waiting = 500

// wait creates pending accounts, each with an activation token.
func wait(t *testing.T, a *api.API) {
	t.Helper()
	_, err := a.DB.Exec(t.Context(), `
		WITH u AS (
			INSERT INTO users (username, email, password_hash)
			SELECT 'waiting_' || n, 'waiting_' || n || '@example.com', repeat('x', 60) FROM generate_series(0, $1 - 1) n
			RETURNING id, username
		), e AS (
			INSERT INTO emails (kind, user_id) SELECT 'registration', id FROM u RETURNING id, user_id
		)
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT sha256(convert_to('token_of_' || u.username::text, 'UTF8')), u.id, e.id, now() + interval '1 hour'
		FROM u JOIN e ON e.user_id = u.id`, waiting)
	if err != nil {
		t.Fatal(err)
	}
}

// weakening lists the operations that can take rights from a user.
var weakening = []string{"assignRole", "deactivateUser", "signOutUser"}

// replace replaces the user that lost rights with a new one, so that requests
// still pass authorization.
func (s *target) replace(t *testing.T, a attempt) {
	for i, p := range s.people {
		if strings.Contains(a.url.Path, fmt.Sprintf("/%d/", p.ID)) {
			user := factory.User(t, s.api.DB, p.Level)
			s.people[i] = person{user, apitest.Token(t, user.ID)}
			s.users = append(s.users, fmt.Sprint(user.ID))
		}
	}
}

// anybody returns a random person.
func (s *target) anybody(r *rand.Rand) person {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.people[r.IntN(len(s.people))]
}

func (p person) email() string { return factory.Email(p.Username) }
