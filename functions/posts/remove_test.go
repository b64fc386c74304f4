package posts_test

import (
	"net/http"
	"testing"

	"social.example/shared/test/factory"
)

func TestRemoveDeletesTheCommentsToo(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	critic, _ := f.member(t)
	post, other := factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	factory.Comment(t, f.db, post, critic)
	factory.Comment(t, f.db, other, critic)

	if answer := client.Do(t, "DELETE", pathOf(post), nil).Want(t, http.StatusNoContent); len(answer.Body) != 0 {
		t.Errorf("204 with the body %s", answer.Body)
	}
	for _, gone := range []string{pathOf(post), pathOf(post) + "/comments"} {
		client.Do(t, "GET", gone, nil).WantProblem(t, http.StatusNotFound)
	}
	client.Do(t, "DELETE", pathOf(post), nil).WantProblem(t, http.StatusNotFound)

	var posts, comments, counted int
	err := f.db.QueryRow(t.Context(), `
		SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM comments), (SELECT posts_count FROM users WHERE id = $1)`,
		author.ID).Scan(&posts, &comments, &counted)
	if err != nil || posts != 1 || comments != 1 || counted != 1 {
		t.Errorf("%d posts, %d comments, posts_count %d, %v: want one of each", posts, comments, counted, err)
	}
}
