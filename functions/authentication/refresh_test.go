package authentication_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

func TestRefreshRepeatsALostAnswer(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	first := f.start(t, factory.User(t, f.db, social.Member))
	second := f.refreshed(t, first.RefreshToken)
	repeated := f.refreshed(t, first.RefreshToken)
	if second.RefreshToken == first.RefreshToken || repeated.RefreshToken != second.RefreshToken {
		t.Errorf("%s was followed by %s and then by %s, want a new token, and the same again", first.RefreshToken, second.RefreshToken, repeated.RefreshToken)
	}
	if second.Session.ID != first.Session.ID || second.Session.LastUsedAt.Before(first.Session.LastUsedAt) {
		t.Errorf("the session was %+v and is %+v, want the same with a later use", first.Session, second.Session)
	}
	third := f.refreshed(t, second.RefreshToken)
	for _, s := range []social.SignedIn{first, second, repeated} { // older access tokens stay valid
		client := apitest.Client{Handler: f.Handler, Token: s.AccessToken}
		client.Do(t, "DELETE", "/v1/authentication/session?x=1", nil).WantProblem(t, http.StatusBadRequest, "x")
	}
	f.signOut(t, third.AccessToken).Want(t, http.StatusNoContent)
}

// age moves all times of a session into the past.
func (f function) age(t testing.TB, session int64, by string) {
	t.Helper()
	testdb.Exec(t, f.db, `UPDATE sessions SET created_at = created_at - $2::interval, last_used_at = last_used_at - $2::interval,
		expires_at = expires_at - $2::interval, rotated_at = rotated_at - $2::interval WHERE id = $1`, session, by)
}

func TestEveryBadRefreshTokenIsRefusedAlike(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	ended, idle, old, deactivated, signedOut := f.start(t, user), f.start(t, user), f.start(t, user),
		f.start(t, factory.User(t, f.db, social.Member)), f.start(t, factory.User(t, f.db, social.Member))
	f.signOut(t, ended.AccessToken).Want(t, http.StatusNoContent)
	f.age(t, idle.Session.ID, "30 days")
	testdb.Exec(t, f.db, `UPDATE sessions SET created_at = now() - interval '179 days' WHERE id = $1`, old.Session.ID)
	old = f.refreshed(t, old.RefreshToken)
	f.age(t, old.Session.ID, "1 day")
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`, deactivated.Session.ID)
	testdb.Exec(t, f.db, `UPDATE users SET tokens_valid_after = now() WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`, signedOut.Session.ID)
	want := ""
	for name, text := range map[string]string{
		"no token": "x", "unknown": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAF7B2Hw",
		"an access token": ended.AccessToken, "ended": ended.RefreshToken, "idle": idle.RefreshToken, "old": old.RefreshToken,
		"of a deactivated user": deactivated.RefreshToken, "of a user signed out everywhere": signedOut.RefreshToken,
	} {
		answer := f.Do(t, "POST", "/v1/authentication/session/refresh", map[string]string{"refresh_token": text}, "X-Request-Id", "the-same-for-all")
		answer.WantProblem(t, http.StatusUnauthorized)
		if want == "" {
			want = string(answer.Body)
		}
		if string(answer.Body) != want || answer.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: %s, want %s", name, answer.Body, want)
		}
	}
	f.refresh(t, "").WantProblem(t, http.StatusBadRequest, "refresh_token")
}

func TestADamagedRefreshTokenEndsNothing(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	session := f.start(t, factory.User(t, f.db, social.Member))
	text := session.RefreshToken
	for i := range text {
		other := byte('A')
		if text[i] == other {
			other = 'B'
		}
		f.refresh(t, text[:i]+string(other)+text[i+1:]).WantProblem(t, http.StatusUnauthorized)
	}
	f.refreshed(t, text)
}

// A thief and the owner hold the same token, and one of them refreshes it. The other
// presents it after a second refresh, or later than its grace period allows.
func TestAStolenRefreshTokenIsDetected(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	other := f.start(t, user)
	rounds, missed := figure.Size(20, 1000), 0
	for round := range rounds {
		testdb.Exec(t, f.db, `DELETE FROM emails`)
		stolen := f.start(t, user)
		current := f.refreshed(t, stolen.RefreshToken)
		if round%2 == 0 {
			f.age(t, stolen.Session.ID, "31 seconds")
		} else {
			current = f.refreshed(t, current.RefreshToken)
		}
		refused := f.refresh(t, stolen.RefreshToken).Status == http.StatusUnauthorized &&
			f.refresh(t, current.RefreshToken).Status == http.StatusUnauthorized &&
			f.signOut(t, current.AccessToken).Status == http.StatusUnauthorized &&
			scan[int](t, f.db, `SELECT count(*) FROM emails WHERE kind = 'refresh_reuse' AND user_id = $1`, user.ID) == 1
		if !refused {
			missed++
			t.Errorf("round %d: a token of the session is still accepted", round)
		}
	}
	f.refreshed(t, other.RefreshToken)
	figure.Report(t, "refresh tokens stolen, and used before their owner or after: not detected", rounds, missed)
}

// race refreshes the session as f.refresh does, but does not compare the response with
// the API's description, which takes longer than the request.
func (f function) race(t testing.TB, token string) apitest.Answer {
	t.Helper()
	body, err := json.Marshal(social.RefreshRequest{RefreshToken: token})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodPost, "/v1/authentication/session/refresh", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	f.Handler.ServeHTTP(recorder, request)
	return apitest.Answer{Status: recorder.Code, Header: recorder.Header(), Body: recorder.Body.Bytes()}
}

func TestRaceOfRefreshesHasOneSuccessor(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	session := f.start(t, factory.User(t, f.db, social.Member))
	rounds, wrong := figure.Size(20, 10_000), 0
	const clients = 100
	for round := range rounds {
		var answers [clients]apitest.Answer
		atOnce(clients, func(i int) apitest.Answer {
			answers[i] = f.race(t, session.RefreshToken)
			return answers[i]
		})
		successors, refused := map[string]bool{}, 0
		for _, answer := range answers {
			if answer.Status != http.StatusOK {
				refused++
				continue
			}
			session = apitest.Data[social.SignedIn](t, answer)
			successors[session.RefreshToken] = true
		}
		if len(successors) != 1 || refused > 0 {
			wrong++
			t.Errorf("round %d: %d successors, want 1; %d of %d clients refused", round, len(successors), refused, clients)
		}
	}
	f.refreshed(t, session.RefreshToken) // the session has not ended
	figure.Report(t, "races: 100 refreshes with one token, rounds without exactly one successor", rounds, wrong)
}

func TestSessionsBeyondTheLimitEndTheOldest(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	first, second := f.start(t, user), f.start(t, user)
	bare := apitest.Data[string](t, f.signIn(t, factory.Email(user.Username), factory.Password).Want(t, created))
	for range social.RefreshSessions - 2 {
		f.start(t, user)
	}
	first = f.refreshed(t, first.RefreshToken) // now the second was used the longest ago
	f.start(t, user)
	f.refresh(t, second.RefreshToken).WantProblem(t, http.StatusUnauthorized)
	f.signOut(t, second.AccessToken).WantProblem(t, http.StatusUnauthorized)
	f.refreshed(t, first.RefreshToken)
	sessions, err := store.Sessions{DB: f.db}.List(t.Context(), user.ID, first.Session.ID)
	if err != nil || len(sessions) != social.RefreshSessions+1 || !sessions[0].IsCurrent {
		t.Errorf("%d sessions are listed, want %d with the current one first, %v", len(sessions), social.RefreshSessions+1, err)
	}
	f.signOut(t, bare).Want(t, http.StatusNoContent)
}
