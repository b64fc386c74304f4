package api

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"social.example/shared/test/apitest"
)

// Call is a valid request to an operation.
type Call struct {
	Operation, Function, Method, Path, Body string

	Secured bool // the operation needs a token
}

// Content returns the body as an apitest.Client takes it: nil if there is none.
func (c Call) Content() any {
	if c.Body == "" {
		return nil
	}
	return c.Body
}

// bodies maps the operations that take a body to a valid one.
var bodies = map[string]string{
	"changeEmail":              `{"email": "another@example.com", "password": "correct horse battery"}`,
	"changePassword":           `{"current_password": "correct horse battery", "password": "incorrect horse battery"}`,
	"beginTOTP":                `{"password": "correct horse battery"}`,
	"confirmTOTP":              `{"code": "123456"}`,
	"removeTOTP":               `{"password": "correct horse battery", "code": "123456"}`,
	"confirmEmail":             `{"token": "no-such-token"}`,
	"requestPasswordReset":     `{"email": "somebody@example.com"}`,
	"resetPassword":            `{"token": "no-such-token", "password": "incorrect horse battery"}`,
	"editAccount":              `{"bio": "text"}`,
	"deleteAccount":            `{"password": "correct horse battery"}`,
	"exportAccount":            `{"password": "correct horse battery"}`,
	"restoreAccount":           `{"token": "no-such-token"}`,
	"resendActivation":         `{"email": "waiting@example.com"}`,
	"signIn":                   `{"email": "somebody@example.com", "password": "correct horse battery"}`,
	"startSession":             `{"email": "somebody@example.com", "password": "correct horse battery", "device": "a laptop"}`,
	"refreshSession":           `{"refresh_token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAF7B2Hw"}`,
	"registerAccount":          `{"username": "somebody", "email": "somebody@example.com", "password": "correct horse battery"}`,
	"createPost":               `{"title": "title", "content": "content"}`,
	"updatePost":               `{"title": "another"}`,
	"createComment":            `{"content": "content"}`,
	"updateComment":            `{"content": "another"}`,
	"markNotificationsRead":    `{"through": 1}`,
	"editNotificationSettings": `{"digest": "weekly"}`,
	"report":                   `{"user_id": 1, "reason": "spam"}`,
	"resolveReport":            `{"action": "dismiss", "note": "no reason to act"}`,
	"assignRole":               `{"role": "moderator"}`,
}

// noSuchToken has the form of a token in a path, but was never issued.
const noSuchToken = "AAAAAAAAACoAAAAAAAAAAAAAAAAAAAAA"

// Calls returns a call of every operation in the OpenAPI document, with the ids of
// the user and the post.
func Calls(t testing.TB, user, post int64) []Call {
	t.Helper()
	served := routes(t)
	var calls []Call
	for template, item := range apitest.Document(t).Paths.Map() {
		id := user
		if strings.HasPrefix(template, "/v1/posts") {
			id = post
		}
		path := strings.NewReplacer("{id}", strconv.FormatInt(id, 10), "{token}", noSuchToken, "{comment}", "1").Replace(template)
		for method, operation := range item.Operations() {
			name := operation.OperationID
			if (operation.RequestBody != nil) != (bodies[name] != "") {
				t.Fatalf("bodies has no entry for %s, or should have none", name)
			}
			calls = append(calls, Call{name, served.Match(path), method, path, bodies[name], operation.Security != nil})
		}
	}
	slices.SortFunc(calls, func(a, b Call) int { return strings.Compare(a.Operation, b.Operation) })
	return calls
}
