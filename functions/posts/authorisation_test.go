package posts_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// TestAuthorisation has a row for each operation and a column for each kind of
// actor: no user, another user, the post's author, a moderator, an admin, and a
// deactivated author.
func TestAuthorisation(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	moderator, admin := factory.User(t, f.db, social.Moderator), factory.User(t, f.db, social.Admin)
	gone := factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))
	actors := []struct {
		name   string
		client apitest.Client
		author social.Actor
	}{
		{"anonymous", apitest.Client{Handler: f.http}, owner},
		{"another user", f.as(t, other), owner},
		{"the author", f.as(t, owner), owner},
		{"a moderator", f.as(t, moderator), owner},
		{"an admin", f.as(t, admin), owner},
		{"a deactivated author", f.as(t, gone), gone},
	}
	post := func(p social.Post) string { return pathOf(p) }
	comments := func(p social.Post) string { return pathOf(p) + "/comments" }
	on := func(suffix string) func(social.Post) string {
		return func(p social.Post) string { return pathOf(p) + suffix }
	}
	// commentBy returns the path of a new comment by the writer, or by the post's author if nil.
	commentBy := func(writer *social.Actor, suffix string) func(social.Post) string {
		return func(p social.Post) string {
			testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, p.UserID)
			by := writer
			if by == nil {
				author, err := store.Users{DB: f.db}.Actor(t.Context(), p.UserID)
				if err != nil {
					t.Fatal(err)
				}
				by = &author
			}
			return fmt.Sprintf("%s/comments/%d%s", pathOf(p), factory.Comment(t, f.db, p, *by).ID, suffix)
		}
	}
	missing := func(suffix string) func(social.Post) string {
		return func(social.Post) string { return "/v1/posts/9223372036854775807" + suffix }
	}
	const draft, edit, comment = `{"title": "t", "content": "c"}`, `{"title": "t"}`, `{"content": "c"}`
	tried := apitest.Tried{}
	passed, cells := 0, 0
	for _, row := range []struct {
		method string
		path   func(social.Post) string
		body   any
		want   [6]int
	}{
		{"POST", func(social.Post) string { return "/v1/posts" }, draft, [6]int{401, 201, 201, 201, 201, 401}},
		{"GET", post, nil, [6]int{401, 200, 200, 200, 200, 401}},
		{"PATCH", post, edit, [6]int{401, 403, 200, 200, 200, 401}},
		{"DELETE", post, nil, [6]int{401, 403, 204, 403, 204, 401}},
		{"GET", comments, nil, [6]int{401, 200, 200, 200, 200, 401}},
		{"POST", comments, comment, [6]int{401, 201, 201, 201, 201, 401}},
		{"PUT", on("/like"), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"DELETE", on("/like"), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"GET", on("/likes"), nil, [6]int{401, 200, 200, 200, 200, 401}},
		{"PUT", on("/bookmark"), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"DELETE", on("/bookmark"), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"PATCH", commentBy(&other, ""), comment, [6]int{401, 200, 403, 403, 403, 401}},
		{"PATCH", commentBy(nil, ""), comment, [6]int{401, 403, 200, 403, 403, 401}},
		{"DELETE", commentBy(&other, ""), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"DELETE", commentBy(nil, ""), nil, [6]int{401, 403, 204, 204, 204, 401}},
		{"GET", commentBy(&other, "/replies"), nil, [6]int{401, 200, 200, 200, 200, 401}},
		{"PUT", commentBy(&other, "/like"), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"DELETE", commentBy(&other, "/like"), nil, [6]int{401, 204, 204, 204, 204, 401}},
		{"GET", missing(""), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"PATCH", missing(""), edit, [6]int{401, 404, 404, 404, 404, 401}},
		{"DELETE", missing(""), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"GET", missing("/comments"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"POST", missing("/comments"), comment, [6]int{401, 404, 404, 404, 404, 401}},
		{"PUT", missing("/like"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"DELETE", missing("/like"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"GET", missing("/likes"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"PUT", missing("/bookmark"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"DELETE", missing("/bookmark"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"PATCH", on("/comments/9223372036854775807"), comment, [6]int{401, 404, 404, 404, 404, 401}},
		{"DELETE", on("/comments/9223372036854775807"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"GET", on("/comments/9223372036854775807/replies"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"PUT", on("/comments/9223372036854775807/like"), nil, [6]int{401, 404, 404, 404, 404, 401}},
		{"DELETE", on("/comments/9223372036854775807/like"), nil, [6]int{401, 404, 404, 404, 404, 401}},
	} {
		for i, actor := range actors {
			cells++
			f.setActive(t, actor.author, true)
			path := row.path(factory.Post(t, f.db, actor.author))
			f.setActive(t, actor.author, actor.author.Active)
			tried.Add(f.routes, row.method, path)
			answer := actor.client.Do(t, row.method, path, row.body)
			if answer.Status != row.want[i] {
				t.Errorf("%s %s by %s: %d, want %d", row.method, path, actor.name, answer.Status, row.want[i])
				continue
			}
			passed++
			if answer.Status >= http.StatusBadRequest {
				answer.WantProblem(t, row.want[i])
			}
			if answer.Status == http.StatusUnauthorized && answer.Header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s %s: 401 without WWW-Authenticate", row.method, path)
			}
		}
	}
	tried.WantAll(t, f.routes)
	figure.Report(t, "authorisation of posts: cells with the wrong result", cells, cells-passed)
}

func TestRefusedChangesChangeNothing(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.member(t)
	stranger := factory.User(t, f.db, social.Member)
	post := factory.Post(t, f.db, author)
	before := string(reader.Do(t, "GET", pathOf(post), nil).Body)
	for _, client := range []apitest.Client{{Handler: f.http}, f.as(t, stranger)} {
		client.Do(t, "PATCH", pathOf(post), `{"title": "mine", "version": 1}`)
		client.Do(t, "DELETE", pathOf(post), nil)
	}
	if after := string(reader.Do(t, "GET", pathOf(post), nil).Body); after != before {
		t.Errorf("before %s, after %s", before, after)
	}
}
