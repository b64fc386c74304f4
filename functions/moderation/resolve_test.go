package moderation_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestResolutionsAreChecked(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	_, admin := f.user(t, social.Admin)
	id := f.reports(t, userSubject(user), "spam")
	for body, field := range map[string]string{
		`{"action": "ban", "note": "n"}`:                                             "action",
		`{"action": "remove", "note": "n"}`:                                          "action",
		`{"action": "dismiss"}`:                                                      "note",
		`{"action": "dismiss", "note": " "}`:                                         "note",
		`{"action": 5, "note": "n", "until": "2999-01-01T00:00:00Z"}`:                "action",
		`{"action": "dismiss", "note": "n", "until": "2999-01-01T00:00:00Z"}`:        "until",
		`{"action": "suspend", "note": "n", "until": "2020-01-01T00:00:00Z"}`:        "until",
		`{"action": "suspend", "note": "n", "until": "tomorrow"}`:                    "until",
		`{"action": "suspend", "note": "n", "until": "9999-12-31T23:59:59.9-99:00"}`: "until",
	} {
		answer := resolve(t, admin, id, body)
		if answer.Status != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400", body, answer.Status)
			continue
		}
		answer.WantProblem(t, http.StatusBadRequest, field)
	}
	o := apitest.BodyTaker{
		Client: admin, Method: "POST", Path: casePath(id) + "/resolution", Body: `{"action": "dismiss", "note": "note"}`,
		Texts: []string{"action", "note"}, Required: []string{"action", "note"},
	}
	o.RefusesBodies(t)
	if c := getCase(t, admin, id); c.Status != "open" || len(entries(t, f.db)) != 0 {
		t.Errorf("a refused resolution left the case %s, and the log %v, want open and empty", c.Status, entries(t, f.db))
	}
	resolve(t, admin, id, `{"action": "dismiss", "note": "n", "until": null}`).Want(t, http.StatusNoContent)
	resolve(t, admin, id, `{"action": "dismiss", "note": "n"}`).WantProblem(t, http.StatusConflict)
}

func TestRestoreBringsBackARemovedPost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	moderator, client := f.user(t, social.Moderator)
	post := factory.Post(t, f.db, author)
	before := f.counts(t, author, post)
	id := f.reports(t, postSubject(post), "spam")
	resolve(t, client, id, `{"action": "remove", "note": "advertising"}`).Want(t, http.StatusNoContent)
	if got := f.counts(t, author, post); got == before {
		t.Errorf("the removal left the counts at %s", got)
	}
	for range 2 { // the second changes nothing
		client.Do(t, "POST", fmt.Sprintf("/v1/moderation/posts/%d/restore", post.ID), nil).Want(t, http.StatusNoContent)
	}
	if got := f.counts(t, author, post); got != before {
		t.Errorf("the counts are %s, want %s", got, before)
	}
	want := []string{
		fmt.Sprintf("remove post %d by %s of %s: advertising", post.ID, moderator.Username, author.Username),
		fmt.Sprintf("restore post %d by %s of %s", post.ID, moderator.Username, author.Username),
	}
	if got := entries(t, f.db); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the log is %q, want %q", got, want)
	}
}

// counts returns the counters of the author and the post, and whether the post's
// comments are hidden.
func (f function) counts(t testing.TB, author social.Actor, post social.Post) (counts string) {
	t.Helper()
	err := f.db.QueryRow(t.Context(), `
		SELECT concat_ws(' ', u.posts_count, p.comments_count, p.taken_down_at IS NULL,
			(SELECT string_agg(concat(c.id, c.is_hidden, c.taken_down_at IS NULL, c.replies_count), ' ' ORDER BY c.id) FROM comments c WHERE c.post_id = p.id))
		FROM users u, posts p WHERE u.id = $1 AND p.id = $2`, author.ID, post.ID).Scan(&counts)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// A comment and a reply are removed and restored, even while their author is inactive.
func TestRestoreBringsBackARemovedComment(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	_, client := f.user(t, social.Moderator)
	post := factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, author)
	reply, _, err := store.Comments{DB: f.db}.Create(t.Context(), post.ID, author.ID, social.CommentDraft{Content: "reply", ParentID: &comment.ID}, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := f.counts(t, author, post)
	for _, c := range []social.Comment{comment, reply} {
		id := f.reports(t, commentSubject(c), "hate")
		resolve(t, client, id, `{"action": "remove", "note": "hate"}`).Want(t, http.StatusNoContent)
		if got := f.counts(t, author, post); got == before {
			t.Errorf("the removal left the counts at %s", got)
		}
		factory.Deactivate(t, f.db, author)
		client.Do(t, "POST", fmt.Sprintf("/v1/moderation/comments/%d/restore", c.ID), nil).Want(t, http.StatusNoContent)
		testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, author.ID)
		if got := f.counts(t, author, post); got != before {
			t.Errorf("the counts are %s, want %s", got, before)
		}
		id = f.reports(t, commentSubject(c), "hate")
		resolve(t, client, id, `{"action": "remove", "note": "hate"}`).Want(t, http.StatusNoContent)
		removed := f.counts(t, author, post)
		factory.Deactivate(t, f.db, author)
		testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, author.ID)
		if got := f.counts(t, author, post); got != removed {
			t.Errorf("a reactivation changed the counts from %s to %s", removed, got)
		}
		client.Do(t, "POST", fmt.Sprintf("/v1/moderation/comments/%d/restore", c.ID), nil).Want(t, http.StatusNoContent)
	}
}

func TestDeletedContentCannotBeRemovedOrRestored(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	_, client := f.user(t, social.Moderator)
	post, other := factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, other, author)
	ids := []int64{f.reports(t, postSubject(post), "spam"), f.reports(t, commentSubject(comment), "spam")}
	testdb.Exec(t, f.db, `DELETE FROM posts WHERE id = $1`, post.ID)
	testdb.Exec(t, f.db, `UPDATE comments SET removed_at = now(), user_id = NULL, content = '', is_hidden = true WHERE id = $1`, comment.ID)
	for _, id := range ids {
		resolve(t, client, id, `{"action": "remove", "note": "n"}`).WantProblem(t, http.StatusConflict)
		resolve(t, client, id, `{"action": "dismiss", "note": "n"}`).Want(t, http.StatusNoContent)
	}
	client.Do(t, "POST", fmt.Sprintf("/v1/moderation/posts/%d/restore", post.ID), nil).WantProblem(t, http.StatusNotFound)
	client.Do(t, "POST", fmt.Sprintf("/v1/moderation/comments/%d/restore", comment.ID), nil).WantProblem(t, http.StatusNotFound)
}

func TestOneOfSeveralModeratorsResolvesACase(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	var clients []apitest.Client
	for range 4 {
		_, client := f.user(t, social.Moderator)
		clients = append(clients, client)
	}
	for round := range 20 {
		id := f.reports(t, postSubject(factory.Post(t, f.db, author)), "spam")
		statuses := make([]int, len(clients))
		var all sync.WaitGroup
		for i, client := range clients {
			all.Go(func() {
				body := [2]string{`{"action": "dismiss", "note": "n"}`, `{"action": "remove", "note": "n"}`}[i%2]
				statuses[i] = resolve(t, client, id, body).Status
			})
		}
		all.Wait()
		won := 0
		for _, status := range statuses {
			if status == http.StatusNoContent {
				won++
			} else if status != http.StatusConflict {
				t.Errorf("status %d, want 204 or 409", status)
			}
		}
		if won != 1 || len(entries(t, f.db)) != round+1 {
			t.Errorf("%d of %d won, want 1, and the log has %d entries after %d cases", won, len(clients), len(entries(t, f.db)), round+1)
		}
	}
}

func TestTheLogCannotBeChanged(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	_, admin := f.user(t, social.Admin)
	before := time.Now().Add(-time.Minute)
	id := f.reports(t, userSubject(user), "spam")
	resolve(t, admin, id, `{"action": "dismiss", "note": "all is well"}`).Want(t, http.StatusNoContent)
	for _, sql := range []string{
		`UPDATE moderation_log SET note = 'x'`, `UPDATE moderation_log SET note = 'x' WHERE id = 0`,
		`DELETE FROM moderation_log`, `TRUNCATE moderation_log`, `TRUNCATE moderation_log CASCADE`,
	} {
		for _, db := range []*pgxpool.Pool{f.db, testdb.Owner(t, f.db)} {
			if _, err := db.Exec(t.Context(), sql); err == nil {
				t.Errorf("%s: %s is possible", db.Config().ConnConfig.User, sql)
			}
		}
	}
	log := apitest.Data[[]social.LogEntry](t, admin.Do(t, "GET", "/v1/moderation/log", nil).Want(t, http.StatusOK))
	if len(log) != 1 || log[0].Action != social.Dismiss || log[0].Note != "all is well" || *log[0].ReportID != id || log[0].SubjectID != user.ID ||
		log[0].User.ID != user.ID || log[0].CreatedAt.Before(before) {
		t.Errorf("the log is %+v", log)
	}
}
