package moderation_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// TestAuthorisation has a row for each operation and a column for each kind of actor.
func TestAuthorisation(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	gone, goneClient := f.user(t, social.Admin)
	factory.Deactivate(t, f.db, gone)
	clients := []apitest.Client{{Handler: f.http}}
	names := []string{"anonymous", "a user", "a moderator", "an admin", "a deactivated admin"}
	for _, level := range []social.Level{social.Member, social.Moderator, social.Admin} {
		_, client := f.user(t, level)
		clients = append(clients, client)
	}
	clients = append(clients, goneClient)

	fixed := func(path string) func() string { return func() string { return path } }
	newCase := func(suffix string) func() string {
		return func() string {
			return casePath(f.reports(t, postSubject(factory.Post(t, f.db, author)), "spam")) + suffix
		}
	}
	newUserCase := func() string {
		return casePath(f.reports(t, userSubject(factory.User(t, f.db, social.Member)), "spam")) + "/resolution"
	}
	restore := func(kind string) func() string {
		return func() string {
			post := factory.Post(t, f.db, author)
			id := post.ID
			if kind == "comments" {
				id = factory.Comment(t, f.db, post, author).ID
			}
			return fmt.Sprintf("/v1/moderation/%s/%d/restore", kind, id)
		}
	}
	const missing = "/v1/moderation/reports/9223372036854775807"
	const dismiss, remove, suspend = `{"action": "dismiss", "note": "n"}`, `{"action": "remove", "note": "n"}`, `{"action": "suspend", "note": "n"}`
	tried := apitest.Tried{}
	passed, cells := 0, 0
	for _, row := range []struct {
		method string
		path   func() string
		body   any
		want   [5]int
	}{
		{"POST", fixed("/v1/reports"), fmt.Sprintf(`{"user_id": %d, "reason": "spam"}`, author.ID), [5]int{401, 201, 201, 201, 401}},
		{"GET", fixed("/v1/moderation/reports"), nil, [5]int{401, 403, 200, 200, 401}},
		{"GET", newCase(""), nil, [5]int{401, 403, 200, 200, 401}},
		{"POST", newCase("/resolution"), dismiss, [5]int{401, 403, 204, 204, 401}},
		{"POST", newCase("/resolution"), remove, [5]int{401, 403, 204, 204, 401}},
		{"POST", newUserCase, suspend, [5]int{401, 403, 403, 204, 401}},
		{"POST", restore("posts"), nil, [5]int{401, 403, 204, 204, 401}},
		{"POST", restore("comments"), nil, [5]int{401, 403, 204, 204, 401}},
		{"GET", fixed("/v1/moderation/log"), nil, [5]int{401, 403, 403, 200, 401}},
		{"GET", fixed(missing), nil, [5]int{401, 403, 404, 404, 401}},
		{"POST", fixed(missing + "/resolution"), dismiss, [5]int{401, 403, 404, 404, 401}},
		{"POST", fixed("/v1/moderation/posts/9223372036854775807/restore"), nil, [5]int{401, 403, 404, 404, 401}},
		{"POST", fixed("/v1/moderation/comments/9223372036854775807/restore"), nil, [5]int{401, 403, 404, 404, 401}},
	} {
		for i, client := range clients {
			cells++
			path := row.path()
			tried.Add(f.routes, row.method, path)
			answer := client.Do(t, row.method, path, row.body)
			if answer.Status != row.want[i] {
				t.Errorf("%s %s %v by %s: %d, want %d: %s", row.method, path, row.body, names[i], answer.Status, row.want[i], answer.Body)
				continue
			}
			passed++
			if answer.Status >= http.StatusBadRequest {
				answer.WantProblem(t, row.want[i])
			}
		}
	}
	tried.WantAll(t, f.routes)
	figure.Report(t, "authorisation of moderation: cells with the wrong result", cells, cells-passed)
}
