package hostile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// patience is how long a request may take before it counts as never answered.
const patience = 2 * time.Minute

// operation is an operation of the OpenAPI document with its method and path.
type operation struct {
	*openapi3.Operation
	method, template string
}

// target is the API with known ids and cursors, and counts of its responses.
type target struct {
	api        *api.API
	operations []operation

	mutex      sync.Mutex
	people     []person
	users      []string // ids of existing and deleted users
	posts      []string
	comments   []comment
	reports    []string
	cursors    []string
	statuses   map[int]int
	accepted   map[string]int
	hung       int
	deviations int
}

func newTarget(t *testing.T, a *api.API) *target {
	t.Helper()
	s := &target{api: a, statuses: map[int]int{}, accepted: map[string]int{}}
	for template, item := range apitest.Document(t).Paths.Map() {
		for method, o := range item.Operations() {
			s.operations = append(s.operations, operation{o, method, template})
		}
	}
	slices.SortFunc(s.operations, func(a, b operation) int { return strings.Compare(a.OperationID, b.OperationID) })
	wait(t, a)
	for i := range 12 {
		// Half of them are admins.
		s.people = append(s.people, s.join(t, []social.Level{social.Member, social.Admin, social.Moderator, social.Admin}[i%4]))
	}
	reporter := factory.User(t, a.DB, social.Member)
	for range 100 {
		s.reports = append(s.reports, fmt.Sprint(report(t, a, reporter)))
	}
	return s
}

// report returns the id of a report of a post by a new user, who sends no requests
// and can thus be suspended.
func report(t *testing.T, a *api.API, reporter social.Actor) int64 {
	t.Helper()
	post := factory.Post(t, a.DB, factory.User(t, a.DB, social.Member))
	id, _, err := store.Moderation{DB: a.DB}.Report(t.Context(), reporter.ID, social.ReportDraft{PostID: &post.ID, Reason: "spam"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// comment is the path of a comment, and the Authorization header of its author.
type comment struct{ path, author string }

// attempt is a request to try. Handlers get a copy, which they may change.
type attempt struct {
	operation operation
	method    string
	url       *url.URL
	header    http.Header
	body      []byte
}

func (a attempt) String() string { return describe(a.method, a.url.String(), a.body, a.header) }

// request returns the request that the server would pass to a handler.
func (a attempt) request(ctx context.Context) *http.Request {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", bytes.NewReader(a.body))
	r.Method, r.URL, r.Header, r.RequestURI = a.method, a.url, a.header.Clone(), a.url.RequestURI()
	return r
}

func (s *target) try(t *testing.T, a attempt) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if strings.HasSuffix(a.url.Path, "/stream") {
		ctx, cancel = context.WithTimeout(ctx, 100*time.Millisecond) // a stream does not end by itself
		defer cancel()
	}
	recorder, done := httptest.NewRecorder(), make(chan struct{})
	go func() {
		defer close(done)
		s.api.ServeHTTP(recorder, a.request(ctx))
	}()
	select {
	case <-done:
	case <-time.After(patience):
		s.mutex.Lock()
		s.hung++
		s.mutex.Unlock()
		t.Errorf("never answered: %s", a)
		return
	}
	if ctx.Err() != nil && recorder.Code == http.StatusServiceUnavailable {
		return // the client has disconnected
	}
	answer := apitest.Answer{Status: recorder.Code, Header: recorder.Header(), Body: recorder.Body.Bytes()}
	deviation := shared(a.header, answer.Header)
	if a.url.Path != page {
		deviation = errors.Join(apitest.Deviation(a.request(t.Context()), a.body, answer), deviation)
	}
	s.note(t, a, answer, deviation)
}

// page is the short path of the Swagger page, which is not an operation of the API.
const page = "/v1/swagger"

var (
	idPattern     = regexp.MustCompile(`"id":(\d+)`)
	cursorPattern = regexp.MustCompile(`cursor":"([^"]+)"`)
)

// note counts the response and remembers its ids and cursors.
func (s *target) note(t *testing.T, a attempt, answer apitest.Answer, deviation error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.statuses[answer.Status]++
	if answer.Status < http.StatusMultipleChoices {
		s.accepted[a.operation.OperationID]++
	}
	if slices.Contains(weakening, a.operation.OperationID) && answer.Status < http.StatusMultipleChoices {
		s.replace(t, a)
	}
	if answer.Status >= http.StatusInternalServerError {
		t.Errorf("%d to %s: %s", answer.Status, a, answer.Body)
	}
	if deviation != nil {
		s.deviations++
		t.Errorf("%d to %s: %v", answer.Status, a, deviation)
	}
	if match := idPattern.FindSubmatch(answer.Body); match != nil && a.operation.OperationID == "createPost" {
		s.posts = latest(append(s.posts, string(match[1])))
	}
	if match := idPattern.FindSubmatch(answer.Body); match != nil && a.operation.OperationID == "createComment" {
		s.comments = latest(append(s.comments, comment{a.url.Path + "/" + string(match[1]), a.header.Get("Authorization")}))
	}
	if match := cursorPattern.FindSubmatch(answer.Body); match != nil {
		s.cursors = latest(append(s.cursors, string(match[1])))
	}
}

// latest returns the last values, at most 500.
func latest[T any](values []T) []T { return values[max(0, len(values)-500):] }

// comment returns a random known comment.
func (s *target) comment(r *rand.Rand) comment {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.comments[r.IntN(len(s.comments))]
}

// known returns a random one of the values, or other if there are none yet.
func (s *target) known(r *rand.Rand, values *[]string, other string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(*values) == 0 {
		return other
	}
	return (*values)[r.IntN(len(*values))]
}
