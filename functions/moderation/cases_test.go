package moderation_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestTheMostReportedCaseComesFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	_, moderator := f.user(t, social.Moderator)
	post, older, newer := factory.Post(t, f.db, author), factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, author)
	var want []int64
	want = append(want, 0, f.reports(t, postSubject(older), "spam"), f.reports(t, postSubject(newer), "hate"))
	want[0] = f.reports(t, commentSubject(comment), "abuse")
	second := f.reports(t, commentSubject(comment), "abuse")
	f.reports(t, commentSubject(comment), "other")

	var got []int64
	for query := "?limit=1"; query != ""; {
		var page struct {
			Data []foundCase `json:"data"`
			Next *string     `json:"next_cursor"`
		}
		apitest.Decode(t, moderator.Do(t, "GET", "/v1/moderation/reports"+query, nil).Want(t, http.StatusOK), &page)
		for _, c := range page.Data {
			got = append(got, c.ID)
		}
		query = ""
		if page.Next != nil {
			query = "?limit=1&cursor=" + *page.Next
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got the cases %v, want %v", got, want)
	}
	c := getCase(t, moderator, second)
	if c.ID != want[0] || c.Kind != social.CommentSubject || c.Reason != "abuse" || c.Text != "text of abuse" || c.Status != "open" || c.Resolution != nil {
		t.Errorf("the case is %+v", c.Case)
	}
	if c.ReportsCount != 3 || c.Reasons["abuse"] != 2 || c.Reasons["other"] != 1 || len(c.Reports) != 3 || c.Reports[0].Reason != "other" {
		t.Errorf("the case has %d reports, %v, %v, want 3, of which 2 for abuse", c.ReportsCount, c.Reasons, c.Reports)
	}
	if c.Subject == nil || c.Subject.Content != comment.Content || c.Post == nil || *c.Post != (social.NotifiedPost{ID: post.ID, Title: post.Title}) {
		t.Errorf("the subject is %+v on %+v", c.Subject, c.Post)
	}
	if c.Author == nil || c.Author.ID != author.ID || !c.AuthorIsActive || c.AuthorSuspendedUntil != nil || len(c.History) != 0 || c.Reporter == nil {
		t.Errorf("the case is %+v", c.CaseDetail)
	}
}

func TestClosedCasesAreListedByTheirResolution(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	actor, moderator := f.user(t, social.Moderator)
	post := factory.Post(t, f.db, author)
	first, second := f.reports(t, postSubject(post), "spam"), f.reports(t, userSubject(author), "spam")
	for _, id := range []int64{second, first} {
		resolve(t, moderator, id, `{"action": "dismiss", "note": "all is well"}`).Want(t, http.StatusNoContent)
	}
	closed := cases(t, moderator, "?status=closed")
	if len(closed) != 2 || closed[0].ID != first || closed[1].ID != second || len(cases(t, moderator, "?status=open")) != 0 {
		t.Fatalf("got %+v", closed)
	}
	r := closed[0].Resolution
	if closed[0].Status != "closed" || r == nil || r.Action != "dismiss" || r.Note != "all is well" || r.Until != nil || r.Moderator.ID != actor.ID {
		t.Errorf("the resolution is %+v", r)
	}
	third := f.reports(t, postSubject(post), "hate")
	c := getCase(t, moderator, third)
	if c.ID != third || c.Status != "open" || c.ReportsCount != 1 || len(c.History) != 2 || c.History[0].ID != first || c.History[0].Action != "dismiss" {
		t.Errorf("a report after the resolution is in the case %+v", c.CaseDetail)
	}
	closed = cases(t, moderator, "?status=closed&limit=1")
	if len(closed) != 1 || closed[0].ID != first {
		t.Errorf("a page of one has %+v", closed)
	}
	moderator.Do(t, "GET", "/v1/moderation/reports?status=all", nil).WantProblem(t, http.StatusBadRequest, "status")
}

// Moderators see a subject, no matter who hid it, until it is deleted.
func TestModeratorsSeeEverySubjectThatExists(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	moderator, client := f.user(t, social.Moderator)
	post := factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, author)
	ids := []int64{
		f.reports(t, postSubject(post), "spam"), f.reports(t, commentSubject(comment), "spam"), f.reports(t, userSubject(author), "spam"),
	}
	for _, hide := range []string{
		`INSERT INTO blocks (blocker_id, blocked_id) SELECT $1, $2`,
		`UPDATE users SET is_active = false WHERE id = $1 AND $2 > 0`,
		`WITH c AS (UPDATE comments SET taken_down_at = now(), is_hidden = true WHERE user_id = $1)
		UPDATE posts SET taken_down_at = now() WHERE user_id = $1 AND $2 > 0`,
	} {
		testdb.Exec(t, f.db, hide, author.ID, moderator.ID)
		for i, want := range []string{post.Content, comment.Content, author.Username} {
			if c := getCase(t, client, ids[i]); c.Subject == nil || c.Subject.Content != want && c.Subject.Username != want || c.Author == nil {
				t.Errorf("after %s the subject is %+v by %v", hide, c.Subject, c.Author)
			}
		}
	}
	if c := getCase(t, client, ids[1]); !c.Subject.IsRemoved || c.AuthorIsActive {
		t.Errorf("a comment that was taken down is %+v", c.Subject)
	}
	testdb.Exec(t, f.db, `DELETE FROM posts WHERE id = $1`, post.ID)
	for _, id := range ids[:2] {
		if c := getCase(t, client, id); c.Subject != nil || c.Post != nil || c.Author == nil {
			t.Errorf("after its deletion the subject is %+v, want none", c.Subject)
		}
	}
	_, member := f.user(t, social.Member)
	for _, c := range []apitest.Client{client, member} {
		c.Do(t, "GET", "/v1/moderation/reports/0", nil).WantProblem(t, http.StatusNotFound)
		c.Do(t, "POST", "/v1/moderation/posts/abc/restore", nil).WantProblem(t, http.StatusNotFound)
	}
	client.Do(t, "GET", "/v1/moderation/reports?cursor=", nil).WantProblem(t, http.StatusBadRequest, "cursor")
}
