package scenario

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/infra/bench/load"
	"social.example/shared/social"
)

const (
	moderators = 4
	waiting    = 50 // the minimum number of open cases when the queue is read
	reportText = "Look at this, please."
)

// moderation returns the scenarios of reports and their moderators.
func (w *World) moderation() []Scenario {
	return []Scenario{
		{Name: "report", Baseline: JSON, Writes: true, Next: func(*load.Client) Call { return w.reportPost() }},
		{Name: "queue of reports", Baseline: JSON, Writes: true, Prepare: w.prepareQueue, Next: w.queue},
		{Name: "report, resolution", Baseline: JSON, Writes: true, Prepare: w.appoint, Next: w.resolve},
	}
}

// reporter returns the user who sends the nth report if reports are about this many
// subjects in turn. Nobody reports a subject twice, or their own.
func (w *World) reporter(n, subjects, author int64) int64 {
	user := int64(w.Set.Users) - (n/subjects)%int64(Viewers(w.Set.Size))
	if user == author {
		user = int64(w.Set.Users / 2) // no viewer
	}
	return user
}

func (w *World) report(user int64, draft social.ReportDraft) Call {
	w.Changed.Store(true)
	draft.Reason, draft.Text = "spam", reportText
	return Call{
		Method: http.MethodPost, Path: "/v1/reports", User: user, Body: draft, Status: http.StatusCreated,
		Check: checkData(func(report social.Reported) error {
			if report.ID == 0 {
				return fmt.Errorf("the report has no id")
			}
			return nil
		}),
	}
}

// reportPost reports the next post. After the last post it begins again with the first.
func (w *World) reportPost() Call {
	n, posts := w.reports.Add(1)-1, int64(len(w.posts))
	id := w.posts[n%posts]
	return w.report(w.reporter(n, posts, w.Set.Author(id)), social.ReportDraft{PostID: &id})
}

// moderator returns one of the users that appoint makes moderators. They send no
// requests before that, because their old role would be cached.
func (w *World) moderator(n int) int64 { return w.staff[n%len(w.staff)] }

// idle returns n users who belong to no group, are not viewers, and read no notifications.
func (w *World) idle(n int) []int64 {
	var busy, ids []int64
	for i := range notifiedUsers {
		user, _ := w.notified(i)
		busy = append(busy, user)
	}
	for id := int64(w.Set.Users/2 - 1); len(ids) < n; id-- {
		if !slices.Contains(busy, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// appoint makes moderators in the database: only an admin can do it by request, and the
// data set has none.
func (w *World) appoint(ctx context.Context) error {
	return w.database(ctx, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `UPDATE users SET role_id = (SELECT id FROM roles WHERE level = $1) WHERE id = ANY ($2)`,
			int(social.Moderator), w.staff)
		return err
	})
}

// prepareQueue reports posts.
func (w *World) prepareQueue(ctx context.Context) error {
	for range waiting {
		if _, err := w.send(ctx, w.reportPost()); err != nil {
			return err
		}
	}
	return w.appoint(ctx)
}

// queued is a case of a post.
type queued struct {
	social.Case
	Subject social.Post `json:"subject"`
}

// queue requests the first page of the open cases: the most reported first, then the
// oldest.
func (w *World) queue(c *load.Client) Call {
	return Call{
		Method: http.MethodGet, Path: "/v1/moderation/reports", User: w.moderator(c.Number), Status: http.StatusOK,
		Check: checkData(func(cases []queued) error {
			isSorted := slices.IsSortedFunc(cases, func(a, b queued) int {
				if a.ReportsCount != b.ReportsCount {
					return b.ReportsCount - a.ReportsCount
				}
				return a.CreatedAt.Compare(b.CreatedAt)
			})
			if err := cmp.Or(equal("a full page", len(cases), pageSize), equal("sorted", isSorted, true)); err != nil {
				return err
			}
			for _, found := range cases {
				if err := w.checkQueued(found); err != nil {
					return fmt.Errorf("case %d: %w", found.ID, err)
				}
			}
			return nil
		}),
	}
}

func (w *World) checkQueued(got queued) error {
	if got.Author == nil || got.Reporter == nil {
		return fmt.Errorf("it lacks the author or the reporter")
	}
	return cmp.Or(
		equal("status", got.Status, "open"),
		equal("kind", got.Kind, social.PostSubject),
		equal("text", got.Text, reportText),
		equal("reasons", got.Reasons["spam"], got.ReportsCount),
		equal("author", *got.Author, w.author(w.Set.Author(got.Subject.ID))),
		equal("reporter", *got.Reporter, w.author(got.Reporter.ID)),
		w.checkPost(got.Subject),
	)
}

// resolve alternates between reporting a comment and dismissing the report. A removal
// would also mail the author through Pub/Sub, which does not run here.
func (w *World) resolve(c *load.Client) Call {
	if c.Asked%2 == 0 {
		n, comments := w.reports.Add(1)-1, int64(w.Set.Comments)
		comment := w.Set.Comment(1 + n%comments)
		call := w.report(w.reporter(n, comments, comment.Author), social.ReportDraft{CommentID: &comment.ID})
		call.Keep = func(body []byte) error {
			a, err := parse[social.Reported](body)
			w.opened.Store(c.Number, a.Data.ID)
			return err
		}
		return call
	}
	id, _ := w.opened.Load(c.Number)
	return Call{
		Method: http.MethodPost, Path: fmt.Sprintf("/v1/moderation/reports/%d/resolution", id), User: w.moderator(c.Number),
		Body: social.ResolutionDraft{Action: social.Dismiss, Note: "No rule forbids it."}, Status: http.StatusNoContent,
	}
}
