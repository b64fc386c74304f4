package authentication_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/web"
)

func TestRegisterStoresAnAccountThatWaits(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	answer := f.register(t, registration("Maya_1")).Want(t, created)
	at := apitest.Data[social.Registered](t, answer).CreatedAt
	answer.WantJSON(t, `{"data": {"username": "Maya_1", "email": "maya_1@example.com", "is_active": false, "created_at": %q}}`,
		at.Format("2006-01-02T15:04:05.000000Z"))
	if at.Location() != time.UTC || !at.Equal(scan[time.Time](t, f.db, `SELECT created_at FROM users`)) {
		t.Errorf("created at %v, want the stored time in UTC", at)
	}
	if f.active(t, "maya_1@example.com") || f.mails(t, "maya_1@example.com") != "registration" {
		t.Errorf("active: %t, mails %q; want an inactive account and one registration mail", f.active(t, "maya_1@example.com"), f.mails(t, "maya_1@example.com"))
	}
}

func TestRegisterPublishesTheMailsIDOnly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.register(t, registration("maya")).Want(t, created)
	f.pubsub.Wait()
	messages := f.pubsub.Messages()
	if len(messages) != 1 || len(messages[0].Attributes) != 0 {
		t.Fatalf("%d messages, want 1 without attributes", len(messages))
	}
	want := scan[string](t, f.db, `SELECT format('{"email_id":%s}', id) FROM emails`)
	if got := string(messages[0].Data); got != want {
		t.Errorf("published %s, want %s", got, want)
	}
}

// An event without an id would be malformed, and alert the operators.
func TestARegistrationWithADelayedMailPublishesAnIDThatNoMailHas(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.register(t, registration("maya")).Want(t, created)
	other := registration("other")
	other.Email = factory.Email("maya")
	f.register(t, other).Want(t, created)
	f.pubsub.Wait()
	messages := f.pubsub.Messages()
	if len(messages) != 2 || string(messages[1].Data) != `{"email_id":9223372036854775807}` {
		t.Errorf("%d messages, the last %s; want 2, the last with the highest id", len(messages), messages[len(messages)-1].Data)
	}
}

func TestRegisterStoresNoPassword(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.register(t, registration("maya")).Want(t, created)
	stored := scan[string](t, f.db, `SELECT u::text || e::text FROM users u JOIN emails e ON e.user_id = u.id`)
	if strings.Contains(stored, factory.Password) || !strings.Contains(stored, "$2a$04$") {
		t.Errorf("stored %s, want a hash instead of the password", stored)
	}
}

func TestRegisterNamesEveryBadField(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for body, fields := range map[string][]string{
		`{"x": 1}`:     {"username", "email", "password", "x"},
		`{"email": 5}`: {"username", "email", "password"},
		`{"username": "ab", "email": "maya", "password": "short"}`:                                                   {"username", "email", "password"},
		`{"username": "maya", "email": "maya@example.com", "password": "correct horse", "role": "admin"}`:            {"role"},
		`{"username": "maya", "email": "maya@example.com", "password": "correct horse", "is_active": true}`:          {"is_active"},
		`{"username": "maya", "email": "maya@example.com", "password": "` + strings.Repeat("😀", 19) + `"}`:           {"password"},
		`{"username": "maya", "email": "maya@example.com\r\nBcc: kim@example.com", "password": "correct horse"}`:     {"email"},
		`{"username": "a b", "email": "maya@example.com", "password": "Password123"}`:                                {"username", "password"},
		`{"username": null, "email": "maya@example.com", "password": "correct horse"}`:                               {"username"},
		`{"username": "maya", "email": "` + strings.Repeat("a", 244) + `@example.com", "password": "correct horse"}`: {"email"},
	} {
		f.Do(t, "POST", "/v1/authentication/user", body).WantProblem(t, http.StatusBadRequest, fields...)
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users`); n != 0 {
		t.Errorf("%d accounts were stored, want none", n)
	}
}

func TestRegisterRefusesATakenNameInAnyCase(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.register(t, registration("maya")).Want(t, created)
	for _, name := range []string{"maya", "Maya", "MAYA"} {
		again := registration(name)
		again.Email = "kim@example.com"
		f.register(t, again).WantProblem(t, http.StatusConflict, "username")
	}
	if f.mails(t, "kim@example.com") != "" {
		t.Error("the refused registration got a mail")
	}
}

// A client that registers with the address of an account learns nothing, neither from
// the response nor from whether the name is free afterwards.
func TestRegisterDoesNotRevealThatAnAddressHasAnAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	taken, free := registration("decoy"), registration("fresh")
	taken.Email = strings.ToUpper(owner.Username) + strings.TrimPrefix(factory.Email(owner.Username), owner.Username)

	withAccount, without := f.register(t, taken).Want(t, created), f.register(t, free).Want(t, created)
	blank := func(a apitest.Answer, r social.Registration) string {
		text := strings.ReplaceAll(strings.ReplaceAll(string(a.Body), r.Email, "ADDRESS"), r.Username, "NAME")
		return strings.ReplaceAll(text, apitest.Data[social.Registered](t, a).CreatedAt.Format("2006-01-02T15:04:05.000000Z"), "TIME")
	}
	if got, want := blank(withAccount, taken), blank(without, free); got != want {
		t.Errorf("with an account %s, without %s", got, want)
	}
	for name := range without.Header {
		if len(withAccount.Header[name]) != len(without.Header[name]) {
			t.Errorf("the header %s differs", name)
		}
	}
	if got := f.mails(t, taken.Email); got != "already_registered" {
		t.Errorf("the owner was mailed %q, want already_registered", got)
	}
	for _, name := range []string{"decoy", "fresh"} {
		third := registration(name)
		third.Email = "kim@example.com"
		f.register(t, third).WantProblem(t, http.StatusConflict, "username")
	}
	for _, r := range []social.Registration{taken, free} { // retry, as people do if their mail is lost
		f.register(t, r).WantProblem(t, http.StatusConflict, "username")
		r.Username += "_2"
		f.register(t, r).Want(t, created)
	}
	f.signIn(t, taken.Email, factory.Password).Want(t, created)
}

func TestRegisterLeavesTheOwnersAccountAlone(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	const row = `SELECT u::text FROM users u WHERE id = $1`
	before := scan[string](t, f.db, row, owner.ID)
	r := registration("decoy")
	r.Email, r.Password = factory.Email(owner.Username), "another password"
	f.register(t, r).Want(t, created)
	if after := scan[string](t, f.db, row, owner.ID); after != before {
		t.Errorf("before %s, after %s", before, after)
	}
	f.signIn(t, r.Email, r.Password).WantProblem(t, http.StatusUnauthorized)
}

func TestRegisterDoesNotReviveADeactivatedAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	banned := factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))
	r := registration("again")
	r.Email = factory.Email(banned.Username)
	f.register(t, r).Want(t, created)
	f.resend(t, r.Email).Want(t, http.StatusAccepted)
	if got := f.mails(t, r.Email); got != "already_registered renewal" {
		t.Errorf("mails %q, want already_registered and renewal", got)
	}
	renewal := scan[int64](t, f.db, `SELECT max(id) FROM emails`)
	f.pass(t, "61 seconds")
	testdb.Exec(t, f.db, `DELETE FROM emails WHERE id < $1`, renewal)
	if e, err := (store.Outbox{DB: f.db}).Claim(t.Context(), renewal); err != nil || e == nil || len(e.Registrations) > 0 {
		t.Errorf("claimed the mail %+v, %v; want one without registrations", e, err)
	}
	f.signIn(t, r.Email, factory.Password).WantProblem(t, http.StatusUnauthorized)
}

// The response is that to a taken name, so it does not reveal who is staff.
func TestRegisterRefusesNamesThatLookLikeStaff(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	rename := func(user social.Actor, name string) {
		testdb.Exec(t, f.db, `UPDATE users SET username = $2 WHERE id = $1`, user.ID, name)
	}
	rename(factory.User(t, f.db, social.Moderator), "lily")
	rename(factory.User(t, f.db, social.Admin), "Mario_55")
	rename(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Moderator)), "wendy")
	rename(factory.User(t, f.db, social.Member), "otto")
	refused := func(name string) web.Problem {
		t.Helper()
		answer := f.register(t, registration(name))
		answer.WantProblem(t, http.StatusConflict, "username")
		var problem web.Problem
		if err := json.Unmarshal(answer.Body, &problem); err != nil {
			t.Fatal(err)
		}
		problem.RequestID = ""
		return problem
	}
	taken := refused("otto")
	for _, name := range []string{"lily", "L1LY", "IiIy", "_lily_", "rnario55", "MAR10_55", "vvendy", "adm1n", "_admin_", "m0derator", "supp0rt"} {
		if got := refused(name); !reflect.DeepEqual(got, taken) {
			t.Errorf("%s: %v, want %v", name, got, taken)
		}
	}
	for _, name := range []string{"0tto", "lilly", "mario", "lily_2"} {
		f.register(t, registration(name)).Want(t, created)
	}
}
