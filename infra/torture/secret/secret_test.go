// Package secret sends secrets through every operation and failure, and checks that
// they do not leak into logs, cache, events or the database.
package secret_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/torture/api"
	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
)

func TestMain(m *testing.M) { system.Main(m) }

const databasePassword = "canary-of-the-database"

// secrets holds the secrets that were sent, by kind, and the system's database.
type secrets struct {
	db                                                             *pgxpool.Pool
	passwords, addresses, links, bearers, refreshes, devices, keys []string
}

// forms returns the texts in which the secrets could be stored: the secret itself, and in
// hexadecimal, as the database shows binary data, the secret and what it encodes.
func forms(secrets []string) (all []string) {
	for _, secret := range secrets {
		all = append(all, secret, hex.EncodeToString([]byte(secret)))
		if raw, err := base64.RawURLEncoding.DecodeString(secret); err == nil && len(raw) >= 16 {
			all = append(all, hex.EncodeToString(raw))
		}
	}
	return all
}

func TestNoSecretIsWhereItMayNotBe(t *testing.T) {
	t.Parallel()
	c, redisURL := testdb.Config(t), testredis.Config(t).URL
	db := testdb.Open(t, c)
	address, err := url.Parse(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword(address.User.Username(), databasePassword) // the server does not check the password
	s := system.Start(t, address.String(), redisURL, nil)
	sent := secrets{db: db, keys: []string{
		strings.Repeat("k", 32), base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))), databasePassword, system.APIKey,
	}}
	for i := range figure.Size(2, 40) {
		sent.live(t, s, i)
	}
	sent.fail(t, s)
	do(t, s, "authentication", "DELETE", "/v1/authentication/session", sent.bearers[0], "")
	s.Settle(t, db)
	for _, link := range s.Links(t) {
		if !slices.Contains(sent.links, link.Token) {
			sent.links = append(sent.links, link.Token)
		}
	}
	logs := ""
	for _, f := range s.Functions {
		logs += f.Log()
	}
	never := forms(slices.Concat(sent.passwords, sent.links, sent.bearers, sent.refreshes, sent.devices, sent.keys))
	private := slices.Concat(never, sent.addresses)
	tried, found := 0, 0
	for place, search := range map[string]struct {
		text    string
		secrets []string
	}{
		"the logs":     {logs, private},
		"the cache":    {cached(t, redisURL), private},
		"the events":   {s.Events(), private},
		"the database": {stored(t, testdb.Owner(t, db)), never},
	} {
		if search.text == "" {
			t.Errorf("%s: no text to search", place)
		}
		for _, secret := range search.secrets {
			tried++
			if strings.Contains(search.text, secret) {
				found++
				t.Errorf("%.12s… is in %s", secret, place)
			}
		}
	}
	figure.Report(t, "secrets looked for in logs, cache, events and database: found", tried, found)
}

// live runs the life of an account, including failed requests.
func (x *secrets) live(t *testing.T, s *system.System, n int) {
	t.Helper()
	name := fmt.Sprint("canary_", n)
	email, password := fmt.Sprintf("canary-address-%d@example.com", n), fmt.Sprintf("canary-password-%d", n)
	x.addresses, x.passwords = append(x.addresses, email), append(x.passwords, password)
	register := encode(t, social.Registration{Username: name, Email: email, Password: password})
	do(t, s, "authentication", "POST", "/v1/authentication/user", "", register)
	do(t, s, "authentication", "POST", "/v1/authentication/user", "", register[:len(register)-3]) // invalid JSON
	do(t, s, "authentication", "POST", "/v1/authentication/user", "", strings.Replace(register, "{", `{"role": "admin", `, 1))
	token := x.link(t, s, email, "confirm")
	credentials := encode(t, social.Credentials{Email: email, Password: password})
	do(t, s, "authentication", "POST", "/v1/authentication/token", "", credentials) // not active yet
	do(t, s, "authentication", "GET", "/v1/users/activate/"+token, "", "")
	do(t, s, "authentication", "PUT", "/v1/users/activate/"+token+"/x", "", "")
	do(t, s, "authentication", "PUT", "/v1/users/activate/"+token, "", "")
	do(t, s, "authentication", "PUT", "/v1/users/activate/"+token, "", "")
	do(t, s, "authentication", "POST", "/v1/authentication/activation", "", encode(t, social.LinkRequest{Email: email}))
	password = x.own(t, s, n, email, password)
	credentials = encode(t, social.Credentials{Email: email, Password: password})
	var answer struct{ Data string }
	text := do(t, s, "authentication", "POST", "/v1/authentication/token", "", credentials)
	if err := json.Unmarshal(text, &answer); err != nil || answer.Data == "" {
		t.Fatalf("the sign-in failed: %s", text)
	}
	bearer := answer.Data
	x.bearers = append(x.bearers, bearer, bearer[strings.LastIndex(bearer, ".")+1:])
	do(t, s, "authentication", "POST", "/v1/authentication/token", "", strings.Replace(credentials, password, password+"x", 1))
	do(t, s, "authentication", "POST", "/v1/authentication/user", "", strings.Replace(register, name, name+"_2", 1)) // the owner is notified by mail
	do(t, s, "users", "GET", "/v1/users?search="+url.QueryEscape(email), bearer, "")
	x.use(t, s, bearer)
	x.use(t, s, bearer+"x")
}

// use calls every operation with the token, including those that take none. The
// user id in the calls does not exist.
func (x *secrets) use(t *testing.T, s *system.System, bearer string) {
	t.Helper()
	for _, call := range api.Calls(t, math.MaxInt64, 1) {
		if call.Operation == "endSession" {
			continue // it would end the token's session: it comes last
		}
		do(t, s, call.Function, call.Method, call.Path, bearer, call.Body)
		do(t, s, call.Function, call.Method, call.Path+"?access_token="+bearer+"&cursor="+bearer, bearer, call.Body)
	}
}

// fail repeats everything while each dependency fails.
func (x *secrets) fail(t *testing.T, s *system.System) {
	t.Helper()
	for name, proxy := range map[string]*testproxy.Proxy{"PostgreSQL": s.Postgres, "Redis": s.Redis, "Pub/Sub": s.PubSub, "SendGrid": s.Mail} {
		for _, fault := range []string{"refused", "reset", "cut off"}[:figure.Size(1, 3)] {
			testproxy.Faults[fault](t, proxy)
			email, password := fmt.Sprintf("canary-of-%s-%s@example.com", name[:3], fault[:3]), "canary-password-of-"+name+fault
			x.addresses, x.passwords = append(x.addresses, email), append(x.passwords, password)
			do(t, s, "authentication", "POST", "/v1/authentication/user", "",
				encode(t, social.Registration{Username: name[:3] + fault[:3], Email: email, Password: password}))
			do(t, s, "authentication", "POST", "/v1/authentication/token", "", encode(t, social.Credentials{Email: email, Password: password}))
			do(t, s, "authentication", "POST", "/v1/authentication/activation", "", encode(t, social.LinkRequest{Email: email}))
			do(t, s, "authentication", "PUT", "/v1/users/activate/"+password, "", "")
			x.refresh(t, s, x.refreshes[len(x.refreshes)-1])
			for _, path := range []string{"password-reset", "session"} {
				do(t, s, "authentication", "POST", "/v1/authentication/"+path, "", encode(t, social.Credentials{Email: x.addresses[0], Password: password}))
			}
			x.use(t, s, x.bearers[0])
			proxy.Heal(t)
		}
	}
}
