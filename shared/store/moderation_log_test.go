package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// TestEveryActionIsInTheLogOnceAndStays lets admins act at random and at once, on the
// same users, posts and comments. The log then has exactly what succeeded, and refuses
// every change of it.
func TestEveryActionIsInTheLogOnceAndStays(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	m := &moderators{db: db, done: map[string]int{}}
	for range 4 {
		m.admins = append(m.admins, factory.User(t, db, social.Admin))
		m.users = append(m.users, factory.User(t, db, social.Member))
	}
	for _, user := range m.users {
		m.posts = append(m.posts, factory.Post(t, db, user))
	}
	for i, post := range m.posts {
		m.comments = append(m.comments, factory.Comment(t, db, post, m.users[(i+1)%len(m.users)]))
	}
	reporter := factory.User(t, db, social.Member)
	wanted := figure.Size(100, 1000)
	for m.count() < wanted {
		var all errgroup.Group
		for _, admin := range m.admins {
			all.Go(func() error {
				for range wanted / len(m.admins) / 4 {
					if err := m.act(t.Context(), admin, reporter); err != nil && !expected(err) && fault.KindOf(err) != fault.Conflict {
						return err
					}
				}
				return nil
			})
		}
		if err := all.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	logged := counted(t, db, `
		SELECT moderator_id || ' ' || action || ' ' || kind || ' ' || subject_id, count(*) FROM moderation_log
		WHERE action NOT IN ('role', 'deactivate', 'reactivate') GROUP BY 1`)
	wrong := m.wrongChanges(t)
	for entry, count := range m.done {
		if logged[entry] != count {
			wrong++
			t.Errorf("%s was done %d times and is in the log %d times", entry, count, logged[entry])
		}
	}
	for entry := range logged {
		if m.done[entry] == 0 {
			wrong++
			t.Errorf("%s is in the log and was not done", entry)
		}
	}
	figure.Report(t, "actions of moderators and admins at once: not in the log exactly once", m.count(), wrong)
	tried, changed := 0, 0
	for id := range m.count() {
		for _, sql := range []string{`UPDATE moderation_log SET note = 'x' WHERE id = $1`, `DELETE FROM moderation_log WHERE id = $1`} {
			tried++
			if _, err := db.Exec(t.Context(), sql, id+1); err == nil {
				changed++
			}
		}
	}
	figure.Report(t, "updates and deletions of entries of the log of moderation: accepted", tried, changed)
}

// moderators are admins and what they act on.
type moderators struct {
	db       *pgxpool.Pool
	admins   []social.Actor
	users    []social.Actor
	posts    []social.Post
	comments []social.Comment

	mutex sync.Mutex
	done  map[string]int // the actions that succeeded, but for changes of a user
	total int
}

func (m *moderators) count() int {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.total
}

// act does one random thing as the admin, and remembers it if it succeeded.
func (m *moderators) act(ctx context.Context, admin, reporter social.Actor) error {
	users, moderation := store.Users{DB: m.db}, store.Moderation{DB: m.db}
	user, post, comment := pick(m.users), pick(m.posts), pick(m.comments)
	action, kind, subject := social.AssignRole, social.UserSubject, user.ID
	var err error
	switch rand.IntN(9) {
	case 0:
		_, err = users.Assign(ctx, admin.ID, user.ID, social.Level(1+rand.IntN(2)))
	case 1:
		action = social.Deactivate
		_, err = users.Deactivate(ctx, admin.ID, user.ID)
	case 2, 3:
		action = social.Reactivate
		_, err = users.Reactivate(ctx, admin.ID, user.ID)
	case 4:
		action, kind, subject = social.Edit, social.PostSubject, post.ID
		_, _, err = store.Posts{DB: m.db}.Update(ctx, post.ID, admin.ID, social.PostEdit{Title: &post.Title})
	default:
		return m.resolve(ctx, moderation, admin, reporter, post, comment)
	}
	if err == nil {
		m.note(admin, action, kind, subject)
	}
	return err
}

// resolve reports a post or a comment, resolves the case and restores the subject.
func (m *moderators) resolve(
	ctx context.Context, moderation store.Moderation, admin, reporter social.Actor, post social.Post, comment social.Comment,
) error {
	kind, subject, draft := social.PostSubject, post.ID, social.ReportDraft{PostID: &post.ID, Reason: "spam"}
	if rand.IntN(2) == 0 {
		kind, subject, draft = social.CommentSubject, comment.ID, social.ReportDraft{CommentID: &comment.ID, Reason: "spam"}
	}
	if _, err := m.db.Exec(ctx, `UPDATE reports SET reporter_id = NULL WHERE case_id IN (SELECT id FROM cases WHERE closed_at IS NOT NULL)`); err != nil {
		return fault.UnavailableBy(err)
	}
	report, _, err := moderation.Report(ctx, reporter.ID, draft)
	if err != nil {
		return err
	}
	until := time.Now().Add(time.Hour)
	resolution := []social.ResolutionDraft{
		{Action: social.Dismiss, Note: "n"}, {Action: social.Remove, Note: "n"}, {Action: social.Suspend, Note: "n", Until: &until},
	}[rand.IntN(3)]
	if _, err := moderation.Resolve(ctx, admin.ID, report, resolution); err != nil {
		return err
	}
	m.note(admin, resolution.Action, kind, subject)
	moderation.Notify(ctx, report)
	if resolution.Action != social.Remove {
		return nil
	}
	decided, err := moderation.Restore(ctx, admin.ID, kind, subject)
	if err == nil && decided.Case == 0 && decided.Notified != nil {
		m.note(admin, social.Restore, kind, subject)
	}
	return err
}

func (m *moderators) note(admin social.Actor, action social.Measure, kind social.SubjectKind, subject int64) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.total++
	if kind == social.UserSubject {
		return // the log has it only if it changed something: see wrongChanges
	}
	m.done[fmt.Sprint(admin.ID, " ", action, " ", kind, " ", subject)]++
}

func pick[T any](all []T) T { return all[rand.IntN(len(all))] }
