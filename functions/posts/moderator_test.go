package posts_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// Moderators may also be authors: the log has nothing that they do to their own content,
// or that users may do without a role.
func TestTheLogHasWhatModeratorsDoToOthers(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, own := f.member(t)
	moderator, admin := factory.User(t, f.db, social.Moderator), factory.User(t, f.db, social.Admin)
	asModerator, asAdmin := f.as(t, moderator), f.as(t, admin)
	post, theirs := factory.Post(t, f.db, author), factory.Post(t, f.db, moderator)
	const edit = `{"title": "edited"}`

	own.Do(t, "PATCH", pathOf(post), edit).Want(t, http.StatusOK)
	asModerator.Do(t, "PATCH", pathOf(theirs), edit).Want(t, http.StatusOK)
	asModerator.Do(t, "PATCH", pathOf(post), `{"title": "stale", "version": 1}`).Want(t, http.StatusConflict)
	asModerator.Do(t, "DELETE", pathOf(post), nil).Want(t, http.StatusForbidden)
	comment := func(by social.Actor) social.Comment { return factory.Comment(t, f.db, post, by) }
	path := func(c social.Comment) string { return fmt.Sprintf("%s/comments/%d", pathOf(post), c.ID) }
	own.Do(t, "DELETE", path(comment(moderator)), nil).Want(t, http.StatusNoContent) // as the post's author
	own.Do(t, "DELETE", path(comment(author)), nil).Want(t, http.StatusNoContent)
	asModerator.Do(t, "DELETE", path(comment(moderator)), nil).Want(t, http.StatusNoContent)
	if got := f.logged(t); len(got) > 0 {
		t.Errorf("the log has %q before a moderator acts", got)
	}

	removed, withReplies := comment(author), comment(author)
	testdb.Exec(t, f.db, `INSERT INTO comments (post_id, user_id, content, parent_id) VALUES ($1, $2, 'reply', $3)`, post.ID, author.ID, withReplies.ID)
	asModerator.Do(t, "PATCH", pathOf(post), edit).Want(t, http.StatusOK)
	asModerator.Do(t, "DELETE", path(removed), nil).Want(t, http.StatusNoContent)
	asModerator.Do(t, "DELETE", path(removed), nil).Want(t, http.StatusNotFound)
	asAdmin.Do(t, "DELETE", path(withReplies), nil).Want(t, http.StatusNoContent)
	asAdmin.Do(t, "DELETE", pathOf(post), nil).Want(t, http.StatusNoContent)
	asAdmin.Do(t, "DELETE", pathOf(post), nil).Want(t, http.StatusNotFound)
	want := []string{
		fmt.Sprintf("%d edit post %d of %d", moderator.ID, post.ID, author.ID),
		fmt.Sprintf("%d delete comment %d of %d", moderator.ID, removed.ID, author.ID),
		fmt.Sprintf("%d delete comment %d of %d", admin.ID, withReplies.ID, author.ID),
		fmt.Sprintf("%d delete post %d of %d", admin.ID, post.ID, author.ID),
	}
	if got := f.logged(t); !slices.Equal(got, want) {
		t.Errorf("the log has %q, want %q", got, want)
	}
}

// logged returns the entries of the log, oldest first.
func (f function) logged(t testing.TB) []string {
	t.Helper()
	rows, err := f.db.Query(t.Context(), `
		SELECT moderator_id || ' ' || action || ' ' || kind || ' ' || subject_id || ' of ' || user_id FROM moderation_log ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return lines
}
