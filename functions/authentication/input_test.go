package authentication_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestBodiesAreReadStrictly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	const (
		base         = "/v1/authentication/"
		registration = `{"username": "maya", "email": "maya@example.com", "password": "a long password"}`
	)
	credentials := `{"email": "` + factory.Email(user.Username) + `", "password": "` + factory.Password + `"}`
	all, proof, address := []string{"username", "email", "password"}, []string{"email", "password"}, []string{"email"}
	again := f.Client // can register the same name repeatedly
	again.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		testdb.Exec(t, f.db, `DELETE FROM users WHERE username = 'maya'`)
		f.Handler.ServeHTTP(w, r)
	})
	operations := []apitest.BodyTaker{
		{Client: again, Method: "POST", Path: base + "user", Body: registration, Texts: all, Required: all},
		{Client: f.Client, Method: "POST", Path: base + "token", Body: credentials, Texts: proof, Required: proof},
		{Client: f.Client, Method: "POST", Path: base + "activation", Body: `{"email": "maya@example.com"}`, Texts: address, Required: address},
	}
	for _, o := range operations {
		o.RefusesBodies(t)
	}
	if users, mails := scan[int](t, f.db, `SELECT count(*) FROM users`), scan[int](t, f.db, `SELECT count(*) FROM emails`); users != 1 || mails != 0 {
		t.Errorf("refused bodies made %d accounts and %d mails, want none", users-1, mails)
	}
	for _, o := range operations {
		o.TakesBodies(t)
	}
}
