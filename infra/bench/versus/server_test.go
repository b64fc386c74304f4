package versus

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"social.example/infra/bench/load"
)

// other is another server, which records its requests.
type other struct {
	*httptest.Server
	mutex sync.Mutex
	asked []string // method, target, Authorization and body
}

func newOther(t *testing.T, answer http.HandlerFunc) *other {
	t.Helper()
	o := &other{}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		o.mutex.Lock()
		o.asked = append(o.asked, fmt.Sprintf("%s %s %s %s", r.Method, r.RequestURI, r.Header.Get("Authorization"), body))
		o.mutex.Unlock()
		answer(w, r)
	}))
	t.Cleanup(o.Close)
	return o
}

// server returns the server of a recipe without a name and a base.
func (o *other) server(t *testing.T, recipe string) *Server {
	t.Helper()
	r, err := Parse([]byte(`{"name":"other","base":"` + o.URL + `",` + recipe + `}`))
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(r, small(), names)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ask sends this many requests of one client.
func ask(t *testing.T, s *Server, scenario string, requests int) error {
	t.Helper()
	if err := s.Prepare(t.Context()); err != nil {
		return err
	}
	c := &load.Client{Number: 1, Check: true, Random: rand.New(rand.NewPCG(1, 1))}
	for ; c.Asked < requests; c.Asked++ {
		if err := s.Ask(t.Context(), scenario, c); err != nil {
			return err
		}
	}
	return nil
}

func fine(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"data":[{"id":1}]}`) }

func TestAskSendsWhatTheRecipeSays(t *testing.T) {
	t.Parallel()
	o := newOther(t, fine)
	s := o.server(t, `"viewers":{"list":["a b"]},"users":{"list":["x/y"]},"posts":{"first":7,"step":2,"count":1},"token":{"fixed":["T"]},`+
		`"scenarios":{"profile":[{"method":"GET","path":"/u/{user}?by={viewer}","status":200,"has":"data.0.id"}],`+
		`"comment":[{"method":"POST","path":"/c","body":{"post":"{post:number}","by":"{viewer}"},"status":200,"anonymous":true}]}`)
	for _, name := range []string{"profile", "comment"} {
		if err := ask(t, s, name, 1); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{`GET /u/x%2Fy?by=a%20b Bearer T `, `POST /c  {"post":7,"by":"a b"}`}
	if strings.Join(o.asked, "\n") != strings.Join(want, "\n") {
		t.Errorf("the requests are\n%q\nwant\n%q", o.asked, want)
	}
}

func TestRequestsOfARoundHaveTheSameIDs(t *testing.T) {
	t.Parallel()
	o := newOther(t, fine)
	s := o.server(t, `"viewers":{"first":1,"count":1000},"users":{"first":1,"count":1000},"scenarios":{"follow, unfollow":[`+
		`{"method":"PUT","path":"/{viewer}/{user}","status":200},{"method":"DELETE","path":"/{viewer}/{user}","status":200}]}`)
	if err := ask(t, s, "follow, unfollow", 8); err != nil {
		t.Fatal(err)
	}
	if err := ask(t, s, "follow, unfollow", 2); err != nil {
		t.Fatal(err)
	}
	pairs := map[string]bool{}
	for n := 0; n < len(o.asked); n += 2 {
		first, _ := strings.CutPrefix(o.asked[n], "PUT ")
		second, _ := strings.CutPrefix(o.asked[n+1], "DELETE ")
		if first != second {
			t.Errorf("%q is followed by %q, want the same ids", o.asked[n], o.asked[n+1])
		}
		pairs[first] = true
	}
	if len(pairs) < 4 {
		t.Errorf("the rounds have the ids %v, want different ones", pairs)
	}
}

func TestAskDrawsByWeight(t *testing.T) {
	t.Parallel()
	o := newOther(t, fine)
	s := o.server(t, `"scenarios":{"mix":[{"weight":9,"method":"GET","path":"/often","status":200},{"weight":1,"method":"GET","path":"/seldom","status":200}]}`)
	if err := ask(t, s, "mix", 1000); err != nil {
		t.Fatal(err)
	}
	seldom := strings.Count(strings.Join(o.asked, "\n"), "/seldom")
	if seldom < 50 || seldom > 200 {
		t.Errorf("%d of 1000 requests have the weight 1 of 10, want about 100", seldom)
	}
}

func TestAskFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	const recipe = `"scenarios":{"profile":[{"method":"GET","path":"/u","status":200,"has":"data.0.id"}]}`
	for answer, want := range map[string]string{
		`{"data":[{"id":1}]}`: "",
		`{"data":[]}`:         "no data.0.id",
		`{"data":{"id":1}}`:   "no data.0.id",
		`{"data":1}`:          "no data.0.id",
		`{}`:                  "no data.0.id",
		`<html>`:              "not JSON",
		`500`:                 "status 500, want 200",
	} {
		o := newOther(t, func(w http.ResponseWriter, _ *http.Request) {
			if answer == "500" {
				w.WriteHeader(http.StatusInternalServerError)
			}
			fmt.Fprint(w, answer)
		})
		err := ask(t, o.server(t, recipe), "profile", 1)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", answer, err, want)
		}
	}
}

func TestTokensAreSignedForEachViewer(t *testing.T) {
	t.Parallel()
	o := newOther(t, fine)
	s := o.server(t, `"viewers":{"first":5,"count":1},"header":{"Authorization":"Token {token}"},`+
		`"token":{"hs256":{"key_base64":"c2VjcmV0","header":{"kid":"k1"},"claims":{"user":"{viewer:number}","exp":"{end:number}"},"ttl":"1h"}},`+
		`"scenarios":{"profile":[{"method":"GET","path":"/u","status":200}]}`)
	if err := ask(t, s, "profile", 1); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(strings.TrimSpace(o.asked[0]), "GET /u Token ")
	token, err := jwt.Parse(text, func(*jwt.Token) (any, error) { return []byte("secret"), nil }, jwt.WithValidMethods([]string{"HS256"}))
	if !ok || err != nil {
		t.Fatalf("%q: %v", o.asked, err)
	}
	claims := token.Claims.(jwt.MapClaims)
	end, err := claims.GetExpirationTime()
	if token.Header["kid"] != "k1" || claims["user"] != 5.0 || err != nil || time.Until(end.Time) > time.Hour {
		t.Errorf("the token has the header %v and the claims %v, want kid k1, user 5 and an end within an hour", token.Header, claims)
	}
}

func TestTokensComeFromASignIn(t *testing.T) {
	t.Parallel()
	o := newOther(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			fmt.Fprint(w, `{"data":{"token":"T"}}`)
		}
	})
	recipe := `"viewers":{"first":1,"count":1},"token":{"sign_in":{"method":"POST","path":"/login","body":{"name":"{viewer}"},"status":200,"token":"PATH"}},` +
		`"scenarios":{"profile":[{"method":"GET","path":"/u","status":200}]}`
	s := o.server(t, strings.Replace(recipe, "PATH", "data.token", 1))
	for range 2 { // it signs in once
		if err := ask(t, s, "profile", 1); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{`POST /login  {"name":"1"}`, `GET /u Bearer T `, `GET /u Bearer T `}
	if strings.Join(o.asked, "\n") != strings.Join(want, "\n") {
		t.Errorf("the requests are\n%q\nwant\n%q", o.asked, want)
	}
	for _, path := range []string{"data", "token"} {
		if err := ask(t, o.server(t, strings.Replace(recipe, "PATH", path, 1)), "profile", 1); err == nil {
			t.Errorf("%s was accepted as a token", path)
		}
	}
}

func TestTokensAreRenewedAfterHalfTheirLifetime(t *testing.T) {
	t.Parallel()
	issued := 0
	tokens := &tokens{
		issued: map[string]string{}, viewers: []string{"1"}, ttl: time.Hour,
		values: func(viewer string) *values { return &values{viewer: viewer} },
		issue:  func(context.Context, *values) (string, error) { issued++; return "T", nil },
	}
	for _, renewal := range []time.Time{{}, tokens.renewal, time.Now().Add(-time.Second)} {
		if !renewal.IsZero() {
			tokens.renewal = renewal
		}
		if err := tokens.renew(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if left := time.Until(tokens.renewal); issued != 2 || left > 30*time.Minute {
		t.Errorf("issued %d times, next in %s; want 2 times, next within 30 minutes", issued, left)
	}
}

func TestSpentCountsTheProcessesOfTheRecipe(t *testing.T) {
	t.Parallel()
	o := newOther(t, fine)
	s := o.server(t, fmt.Sprintf(`"pids":[%d],"scenarios":{"profile":[{"method":"GET","path":"/u","status":200}]}`, os.Getpid()))
	for before := s.Spent(); s.Spent() <= before; { // each call uses processor time
	}
}
