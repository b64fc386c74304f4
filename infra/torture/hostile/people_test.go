package hostile_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
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
	session int64
	token   string
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

// weakening lists the operations that can take rights from a user, or end the
// caller's session.
var weakening = []string{"assignRole", "deactivateUser", "signOutUser", "deleteAccount", "endSession", "endSessionByID"}

// secret lists the operations that need a token of a mail or of a sign-in, or a code
// of an authenticator app, which the generator does not have. The tests of
// functions/account, functions/authentication and functions/notifications show that
// they succeed with one.
var secret = []string{"confirmTOTP", "removeTOTP", "confirmEmail", "resetPassword", "restoreAccount", "refreshSession", "unsubscribe"}

// join returns a new user of the level with a session, who has written some posts and
// comments.
func (s *target) join(t *testing.T, level social.Level) person {
	t.Helper()
	user := factory.User(t, s.api.DB, level)
	session := factory.Session(t, s.api.DB, user)
	p := person{user, session, apitest.SessionToken(t, user.ID, session)}
	s.users = append(s.users, fmt.Sprint(user.ID))
	for range 5 {
		post := factory.Post(t, s.api.DB, user, "go", "ünïcode")
		path := fmt.Sprintf("/v1/posts/%d/comments/%d", post.ID, factory.Comment(t, s.api.DB, post, user).ID)
		s.posts = latest(append(s.posts, fmt.Sprint(post.ID)))
		s.comments = latest(append(s.comments, comment{path, p.authorization()}))
	}
	return p
}

// replace replaces the user who lost rights with a new one, so that requests still pass
// authorization. That user is the one in the path, or else the caller.
func (s *target) replace(t *testing.T, a attempt) {
	for i, p := range s.people {
		lost := strings.HasSuffix(a.header.Get("Authorization"), p.token)
		if strings.HasPrefix(a.operation.template, "/v1/users/") {
			lost = strings.Contains(a.url.Path, fmt.Sprintf("/%d/", p.ID))
		}
		if lost {
			s.comments = slices.DeleteFunc(s.comments, func(c comment) bool { return c.author == p.authorization() })
			s.people[i] = s.join(t, p.Level)
		}
	}
}

// anybody returns a random person.
func (s *target) anybody(r *rand.Rand) person {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.people[r.IntN(len(s.people))]
}

func (p person) authorization() string { return "Bearer " + p.token }

func (p person) email() string { return factory.Email(p.Username) }
