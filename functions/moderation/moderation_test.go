package moderation_test

import (
	"fmt"
	"net/http"
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/moderation"
	"social.example/shared/backend"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/topic"
	"social.example/shared/web"
)

func TestMain(m *testing.M) {
	apitest.CaptureLog()
	os.Exit(m.Run())
}

// function is the moderation function with its own database and Redis.
type function struct {
	db     *pgxpool.Pool
	http   http.Handler
	routes web.Mux
}

// newFunction returns a function that reaches no Pub/Sub.
func newFunction(t testing.TB) function {
	t.Helper()
	return newFunctionWith(t, "127.0.0.1:1")
}

// newFunctionWith is newFunction with a Pub/Sub emulator at the address.
func newFunctionWith(t testing.TB, emulator string) function {
	t.Helper()
	config := moderation.Config{
		Config: backend.Config{
			Postgres: testdb.Config(t),
			Redis:    testredis.Config(t),
			Tokens:   apitest.Tokens(t),
			Limits:   apitest.Unlimited,
		},
		Topic: topic.Config{Project: "project", Email: "email", Emulator: emulator},
	}
	service, err := moderation.New(config)
	return function{testdb.Open(t, config.Postgres), apitest.Serve(t, service, err), service.Routes}
}

// user creates a user of that level and returns it with a signed-in client.
func (f function) user(t testing.TB, level social.Level) (social.Actor, apitest.Client) {
	t.Helper()
	user := factory.User(t, f.db, level)
	return user, apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}
}

// reports reports the subject as a new user and returns the id of the report.
func (f function) reports(t testing.TB, subject, reason string) int64 {
	t.Helper()
	_, client := f.user(t, social.Member)
	return reported(t, client, subject, reason)
}

// reported reports the subject, such as "post_id": 1, and returns the id of the report.
func reported(t testing.TB, client apitest.Client, subject, reason string) int64 {
	t.Helper()
	body := fmt.Sprintf(`{%s, "reason": %q, "text": "text of %s"}`, subject, reason, reason)
	return apitest.Data[social.Reported](t, client.Do(t, "POST", "/v1/reports", body).Want(t, http.StatusCreated)).ID
}

func postSubject(post social.Post) string { return fmt.Sprintf(`"post_id": %d`, post.ID) }
func commentSubject(comment social.Comment) string {
	return fmt.Sprintf(`"comment_id": %d`, comment.ID)
}
func userSubject(user social.Actor) string { return fmt.Sprintf(`"user_id": %d`, user.ID) }

// foundCase is a case as the API returns it, with the fields of its subject that are read.
type foundCase struct {
	social.CaseDetail
	Subject *struct {
		Content   string `json:"content"`
		Username  string `json:"username"`
		IsRemoved bool   `json:"is_removed"`
	} `json:"subject"`
}

// cases returns the cases that the query selects.
func cases(t testing.TB, moderator apitest.Client, query string) []foundCase {
	t.Helper()
	return apitest.Data[[]foundCase](t, moderator.Do(t, "GET", "/v1/moderation/reports"+query, nil).Want(t, http.StatusOK))
}

func casePath(id int64) string { return fmt.Sprint("/v1/moderation/reports/", id) }

func getCase(t testing.TB, moderator apitest.Client, id int64) foundCase {
	t.Helper()
	return apitest.Data[foundCase](t, moderator.Do(t, "GET", casePath(id), nil).Want(t, http.StatusOK))
}

// resolve resolves the case of the report.
func resolve(t testing.TB, moderator apitest.Client, id int64, body string) apitest.Answer {
	t.Helper()
	return moderator.Do(t, "POST", casePath(id)+"/resolution", body)
}

// entries returns the log as lines, oldest first.
func entries(t testing.TB, db *pgxpool.Pool) []string {
	t.Helper()
	rows, err := store.Moderation{DB: db}.Log(t.Context(), store.Page{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range rows.Rows {
		line := fmt.Sprint(e.Action, " ", e.Kind, " ", e.SubjectID)
		if e.Moderator != nil {
			line += " by " + e.Moderator.Username
		}
		if e.User != nil {
			line += " of " + e.User.Username
		}
		if e.Note != "" {
			line += ": " + e.Note
		}
		lines = append([]string{line}, lines...)
	}
	return lines
}
