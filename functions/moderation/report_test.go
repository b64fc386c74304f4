package moderation_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestTheSameReportAgainHasTheSameID(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	_, client := f.user(t, social.Member)
	_, moderator := f.user(t, social.Moderator)
	post := factory.Post(t, f.db, author)
	first := reported(t, client, postSubject(post), "spam")
	again := func() {
		t.Helper()
		answer := client.Do(t, "POST", "/v1/reports", fmt.Sprintf(`{"post_id": %d, "reason": "hate"}`, post.ID)).Want(t, http.StatusOK)
		if id := apitest.Data[social.Reported](t, answer).ID; id != first {
			t.Errorf("the id is %d, want %d", id, first)
		}
	}
	again()
	if c := getCase(t, moderator, first); c.ReportsCount != 1 || c.Reason != "spam" {
		t.Errorf("the case has %d reports, the first for %s, want 1 for spam", c.ReportsCount, c.Reason)
	}
	resolve(t, moderator, first, `{"action": "remove", "note": "spam"}`).Want(t, http.StatusNoContent)
	again() // even after the post is hidden
	if other := reported(t, client, userSubject(author), "spam"); other == first {
		t.Error("a report of the author has the id of the report of the post")
	}
}

// TestAReportAgainIsRefusedDuringABlock lets the author block the reporter, and the reporter
// block the author.
func TestAReportAgainIsRefusedDuringABlock(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := factory.User(t, f.db, social.Member)
	reporter, client := f.user(t, social.Member)
	post := factory.Post(t, f.db, author)
	subjects := []string{postSubject(post), commentSubject(factory.Comment(t, f.db, post, author)), userSubject(author)}
	blocks := store.Blocks{DB: f.db}
	for _, subject := range subjects {
		first := reported(t, client, subject, "spam")
		again := func(status int) apitest.Answer {
			t.Helper()
			return client.Do(t, "POST", "/v1/reports", fmt.Sprintf(`{%s, "reason": "hate"}`, subject)).Want(t, status)
		}
		for _, pair := range [][2]int64{{author.ID, reporter.ID}, {reporter.ID, author.ID}} {
			if err := blocks.Add(t.Context(), pair[0], pair[1]); err != nil {
				t.Fatal(err)
			}
			again(http.StatusNotFound)
			if err := blocks.Remove(t.Context(), pair[0], pair[1]); err != nil {
				t.Fatal(err)
			}
			if id := apitest.Data[social.Reported](t, again(http.StatusOK)).ID; id != first {
				t.Errorf("after the block the id is %d, want %d", id, first)
			}
		}
	}
}

func TestReportsNeedOneSubjectThatTheReporterSees(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.user(t, social.Member)
	gone := factory.User(t, f.db, social.Member)
	post := factory.Post(t, f.db, gone)
	comment := factory.Comment(t, f.db, factory.Post(t, f.db, user), gone)
	own := factory.Post(t, f.db, user)
	factory.Deactivate(t, f.db, gone)
	const unknown = 9223372036854775807
	for _, row := range []struct {
		members string
		status  int
		fields  []string
	}{
		{`"reason": "spam"`, 400, []string{"post_id"}},
		{`"post_id": 1, "user_id": 1, "reason": "spam"`, 400, []string{"post_id"}},
		{`"comment_id": 1, "user_id": 1, "reason": "spam"`, 400, []string{"post_id"}},
		{`"user_id": 0, "reason": "spam"`, 400, []string{"user_id"}},
		{`"user_id": null, "reason": "spam"`, 400, []string{"user_id"}},
		{`"user_id": "1", "reason": 1`, 400, []string{"user_id", "reason"}},
		{`"id": 1`, 400, []string{"id", "post_id", "reason"}},
		{`"user_id": 1`, 400, []string{"reason"}},
		{`"user_id": 1, "reason": "boring"`, 400, []string{"reason"}},
		{`"user_id": 1, "reason": "spam", "text": "` + strings.Repeat("é", social.ReportLength+1) + `"`, 400, []string{"text"}},
		{fmt.Sprintf(`"post_id": %d, "reason": "spam"`, unknown), 404, nil},
		{fmt.Sprintf(`"comment_id": %d, "reason": "spam"`, unknown), 404, nil},
		{fmt.Sprintf(`"user_id": %d, "reason": "spam"`, unknown), 404, nil},
		{postSubject(post) + `, "reason": "spam"`, 404, nil},
		{commentSubject(comment) + `, "reason": "spam"`, 404, nil},
		{userSubject(gone) + `, "reason": "spam"`, 404, nil},
		{postSubject(own) + `, "reason": "spam"`, 400, []string{"post_id"}},
		{commentSubject(factory.Comment(t, f.db, own, user)) + `, "reason": "spam"`, 400, []string{"comment_id"}},
		{userSubject(user) + `, "reason": "spam"`, 400, []string{"user_id"}},
	} {
		answer := client.Do(t, "POST", "/v1/reports", "{"+row.members+"}")
		if answer.Status != row.status {
			t.Errorf("{%s}: %d, want %d: %s", row.members, answer.Status, row.status, answer.Body)
			continue
		}
		answer.WantProblem(t, row.status, row.fields...)
	}
	o := apitest.BodyTaker{
		Client: client, Method: "POST", Path: "/v1/reports",
		Body:  fmt.Sprintf(`{"user_id": %d, "reason": "spam", "text": "text"}`, factory.User(t, f.db, social.Member).ID),
		Texts: []string{"reason", "text"}, Required: []string{"post_id", "reason"},
	}
	o.RefusesBodies(t)
	o.TakesBodies(t)
}

// Several users report a post at once, each of them twice, while a moderator closes its
// case.
func TestReportsThatRaceMakeOneCase(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, moderator := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Moderator)
	reporters := make([]social.Actor, 8)
	for i := range reporters {
		reporters[i] = factory.User(t, f.db, social.Member)
	}
	moderation := store.Moderation{DB: f.db}
	rounds, wrong, lost := figure.Size(20, 500), 0, 0
	for range rounds {
		post := factory.Post(t, f.db, author)
		draft := social.ReportDraft{PostID: &post.ID, Reason: "spam"}
		var all errgroup.Group
		created := make(chan int64, 2*len(reporters))
		for _, reporter := range append(reporters, reporters...) {
			all.Go(func() error {
				id, isNew, err := moderation.Report(t.Context(), reporter.ID, draft)
				if isNew {
					created <- id
				}
				return err
			})
		}
		all.Go(func() error {
			select {
			case id := <-created: // the case may be closed while others report
				created <- id
				_, err := moderation.Resolve(t.Context(), moderator.ID, id, social.ResolutionDraft{Action: social.Dismiss, Note: "note"})
				return err
			case <-t.Context().Done():
				return t.Context().Err()
			}
		})
		if err := all.Wait(); err != nil {
			t.Fatal(err)
		}
		var open, counted, reports, reasons int
		err := f.db.QueryRow(t.Context(), `
			SELECT count(*) FILTER (WHERE closed_at IS NULL), sum(reports_count), (SELECT count(*) FROM reports WHERE subject_id = $1),
				sum((reasons ->> 'spam')::integer)
			FROM cases WHERE kind = 'post' AND subject_id = $1`, post.ID).Scan(&open, &counted, &reports, &reasons)
		if err != nil {
			t.Fatal(err)
		}
		if open > 1 {
			wrong++
			t.Errorf("%d open cases, want at most 1", open)
		}
		if counted != len(reporters) || reports != len(reporters) || reasons != len(reporters) || len(created) != len(reporters) {
			lost++
			t.Errorf("%d reports counted, %d stored, %d with the reason, %d created; want %d", counted, reports, reasons, len(created), len(reporters))
		}
	}
	figure.Report(t, "reports that race with each other and with resolutions: rounds with two open cases", rounds, wrong)
	figure.Report(t, "reports that race with each other and with resolutions: rounds with reports lost or doubled", rounds, lost)
}
