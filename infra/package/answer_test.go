package main

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"

	"social.example/shared/test/testdb"
)

// settings returns the required settings of all functions. Most addresses are
// unreachable: a function can still respond to requests that need no database.
func settings(function, databaseURL string) []string {
	return []string{
		"FUNCTION_TARGET=" + function,
		"DATABASE_URL=" + databaseURL,
		"JWT_KEYS=k1:" + base64.StdEncoding.EncodeToString(make([]byte, 32)),
		"JWT_ISSUER=issuer",
		"JWT_AUDIENCE=audience",
		"GOOGLE_CLOUD_PROJECT=project",
		"EMAIL_TOPIC=email",
		"PUBSUB_EMULATOR_HOST=127.0.0.1:1",
		"SENDGRID_API_KEY=key",
		"MAIL_FROM=social@example.com",
		"MAIL_FROM_NAME=Social",
		"FRONTEND_URL=https://app.example.com",
		"API_URL=https://api.example.com",
	}
}

const nowhere = "postgres://127.0.0.1:1/nowhere"

// Each row is a request that shows that the function itself responds, and a setting
// without which it must not start.
var answers = []struct {
	function, method, path string
	status                 int
	says                   string
	missing                string
}{
	{"account", "GET", "/v1/account", http.StatusMethodNotAllowed, `"status":405`, "EMAIL_TOPIC"},
	{"authentication", "GET", "/v1/authentication/token", http.StatusMethodNotAllowed, `"status":405`, "EMAIL_TOPIC"},
	{"docs", "GET", "/v1/swagger/doc.json", http.StatusOK, `"openapi"`, ""},
	{"feed", "GET", "/v1/users/feed", http.StatusUnauthorized, `"status":401`, "JWT_KEYS"},
	{"health", "GET", "/v1/health", http.StatusServiceUnavailable, `"postgres":"unavailable"`, "DATABASE_URL"},
	{"moderation", "GET", "/v1/moderation/log", http.StatusUnauthorized, `"status":401`, "JWT_KEYS"},
	{"notifications", "GET", "/v1/notifications", http.StatusUnauthorized, `"status":401`, "JWT_KEYS"},
	{"posts", "GET", "/v1/posts/1", http.StatusUnauthorized, `"status":401`, "JWT_ISSUER"},
	{"stream", "GET", "/v1/users/feed/stream", http.StatusUnauthorized, `"status":401`, "JWT_KEYS"},
	{"users", "GET", "/v1/users/me", http.StatusUnauthorized, `"status":401`, "JWT_AUDIENCE"},
}

func TestEveryArchiveIsTried(t *testing.T) {
	t.Parallel()
	tried := []string{"email", "migrations"} // covered by their own tests
	for _, row := range answers {
		tried = append(tried, row.function)
	}
	units, err := all(module)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		if !slices.Contains(tried, u.name) {
			t.Errorf("no test builds and starts the archive of %s", u.name)
		}
	}
}

func TestHTTPFunctionsRespond(t *testing.T) {
	t.Parallel()
	for _, row := range answers {
		t.Run(row.function, func(t *testing.T) {
			t.Parallel()
			program := buildAsGoogle(t, mustPack(t, module, row.function), true)
			env := settings(row.function, nowhere)
			if row.missing != "" {
				if said := refuseStart(t, program, env, row.missing); !strings.Contains(said, row.missing+" is not set") {
					t.Errorf("without %s it says %s, want that it is not set", row.missing, said)
				}
			}
			status, text := ask(t, row.method, serve(t, program, env)+row.path, nil, "")
			if status != row.status || !strings.Contains(text, row.says) {
				t.Errorf("%s %s: got %s, want %d with %s", row.method, row.path, text, row.status, row.says)
			}
		})
	}
}

func TestEmailAcceptsEvents(t *testing.T) {
	t.Parallel()
	program := buildAsGoogle(t, mustPack(t, module, "email"), true)
	env := settings("email", testdb.Config(t).URL)
	if said := refuseStart(t, program, env, "SENDGRID_API_KEY"); !strings.Contains(said, "SENDGRID_API_KEY is not set") {
		t.Errorf("without SENDGRID_API_KEY it says %s, want that it is not set", said)
	}
	address := serve(t, program, env)
	push := func(message string) string {
		return `{"subscription":"projects/p/subscriptions/email","message":{"messageId":"1","publishTime":"2026-01-02T03:04:05Z","data":"` +
			base64.StdEncoding.EncodeToString([]byte(message)) + `"}}`
	}
	event := http.Header{
		"Content-Type":   {"application/json"},
		"Ce-Id":          {"1"},
		"Ce-Specversion": {"1.0"},
		"Ce-Type":        {"google.cloud.pubsub.topic.v1.messagePublished"},
		"Ce-Source":      {"//pubsub.googleapis.com/projects/p/topics/email"},
	}
	for _, row := range []struct {
		name, path, body string
		header           http.Header
	}{
		{"a push of our subscription", "/projects/p/topics/email", push(`{"email_id":1}`), http.Header{"Content-Type": {"application/json"}}},
		{"a CloudEvent of Eventarc", "/", push(`{"email_id":1}`), event},
		{"the scheduler's tick", "/projects/p/topics/email", push(`{"sweep":true}`), http.Header{"Content-Type": {"application/json"}}},
	} {
		if status, text := ask(t, "POST", address+row.path, row.header, row.body); status/100 != 2 {
			t.Errorf("%s: got %s, want it acknowledged", row.name, text)
		}
	}
}

func TestMigrationsApply(t *testing.T) {
	t.Parallel()
	program := buildAsGoogle(t, mustPack(t, module, "migrations"), false)
	if said := refuseStart(t, program, nil, "DATABASE_URL", "up"); !strings.Contains(said, "DATABASE_URL is not set") {
		t.Errorf("without DATABASE_URL it says %s, want that it is not set", said)
	}
	migrate(t, program, testdb.Empty(t))
}
