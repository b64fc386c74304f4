package authentication_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// issued returns when the token was issued.
func issued(t testing.TB, token string) time.Time {
	t.Helper()
	var claims struct{ Iat int64 }
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	if err = errors.Join(err, json.Unmarshal(payload, &claims)); err != nil {
		t.Fatal(err)
	}
	return time.Unix(claims.Iat, 0)
}

// addLinks stores a reset link with each token.
func (f function) addLinks(t testing.TB, userID int64, tokens ...string) {
	t.Helper()
	testdb.Exec(t, f.db, `
		WITH mail AS (
			INSERT INTO emails (kind, class, user_id, recipient, sent_at)
			SELECT 'password_reset', 'reset', id, email, now() FROM users WHERE id = $1 RETURNING id, recipient
		)
		INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
		SELECT sha256(convert_to(token, 'UTF8')), 'reset', $1, mail.id, mail.recipient, now() + interval '1 hour'
		FROM mail, unnest($2::text[]) token`, userID, tokens)
}

// change changes the password, as an owner who knows the current one does, and reports
// whether it was changed.
func (f function) change(t testing.TB, email, current, password string) bool {
	accounts := store.Accounts{DB: f.db}
	secret, err := accounts.Secret(t.Context(), email)
	if err != nil {
		t.Error(err)
		return false
	}
	if bcrypt.CompareHashAndPassword([]byte(secret.Hash), []byte(current)) != nil {
		return false
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err == nil {
		_, _, err = accounts.ChangePassword(t.Context(), secret, string(hash), 0, social.Act{})
	}
	if err != nil && !errors.Is(err, store.ErrOutdated) {
		t.Error(err)
	}
	return err == nil
}

// contest lets resets by two links, a change and a sign-in race for the account, and
// returns the password that the account has afterwards.
func (f function) contest(t *testing.T, user social.Actor, current string, round int) (string, error) {
	email := factory.Email(user.Username)
	name := func(part string) string { return fmt.Sprintf("%s of %s %d", part, user.Username, round) }
	f.addLinks(t, user.ID, name("one"), name("two"))
	resets := []struct{ token, password string }{
		{name("one"), name("password one a")}, {name("one"), name("password one b")}, {name("two"), name("password two")},
	}
	set := map[string]bool{} // the passwords that were set
	var mutex sync.Mutex
	note := func(password string, ok bool) {
		mutex.Lock()
		defer mutex.Unlock()
		set[password] = ok
	}
	statuses := make([]int, len(resets))
	var token string
	var group sync.WaitGroup
	for i, r := range resets {
		group.Go(func() {
			statuses[i] = f.reset(t, r.token, r.password).Status
			note(r.password, statuses[i] == http.StatusNoContent)
		})
	}
	group.Go(func() { note(name("changed"), f.change(t, email, current, name("changed"))) })
	group.Go(func() {
		if answer := f.signIn(t, email, current); answer.Status == created {
			token = apitest.Data[string](t, answer)
		}
	})
	group.Wait()

	if statuses[0] == http.StatusNoContent && statuses[1] == http.StatusNoContent {
		return "", errors.New("one link was used twice")
	}
	for _, status := range statuses {
		if status != http.StatusNoContent && status != notFound {
			return "", fmt.Errorf("the statuses of the resets are %v, want 204 or 404", statuses)
		}
	}
	hash := scan[string](t, f.db, `SELECT password_hash FROM users WHERE id = $1`, user.ID)
	var matching []string
	for password, ok := range set {
		if bcrypt.CompareHashAndPassword([]byte(hash), []byte(password)) == nil {
			if !ok {
				return "", fmt.Errorf("the password is that of a call that was refused: %v", set)
			}
			matching = append(matching, password)
		}
	}
	if len(matching) != 1 {
		return "", fmt.Errorf("the account has %d of the passwords %v", len(matching), set)
	}
	if token != "" && !issued(t, token).Before(scan[time.Time](t, f.db, `SELECT tokens_valid_after FROM users WHERE id = $1`, user.ID)) {
		return "", errors.New("a sign-in with the old password outlives the new one")
	}
	return matching[0], nil
}

func TestResetsThatRaceWithChangesAndSignInsLeaveExactlyOnePassword(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	rounds, wrong := figure.Size(40, 10_000), 0
	const racers = 4
	var mutex sync.Mutex
	var group sync.WaitGroup
	for racer := range racers {
		user, current := factory.User(t, f.db, social.Member), factory.Password
		group.Go(func() {
			for round := racer; round < rounds; round += racers {
				password, err := f.contest(t, user, current, round)
				if err == nil {
					current = password
					continue
				}
				t.Errorf("round %d: %v", round, err)
				mutex.Lock()
				wrong++
				mutex.Unlock()
				return
			}
		})
	}
	group.Wait()
	figure.Report(t, "resets that race with changes and sign-ins: accounts with two passwords or none", rounds, wrong)
}
