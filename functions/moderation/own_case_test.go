package moderation_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/factory"
)

// A case names its reporters, and its author must not be the one who decides it.
func TestAnotherModeratorDecidesAboutAModerator(t *testing.T) {
	t.Parallel()
	for _, level := range []social.Level{social.Moderator, social.Admin} {
		f := newFunction(t)
		author, own := f.user(t, level)
		_, other := f.user(t, social.Moderator)
		post := factory.Post(t, f.db, author)
		comment := factory.Comment(t, f.db, post, author)
		for _, subject := range []string{userSubject(author), commentSubject(comment), postSubject(post)} {
			id := f.reports(t, subject, "abuse")
			wantHidden := func(status string) {
				t.Helper()
				own.Do(t, "GET", casePath(id), nil).WantProblem(t, http.StatusNotFound)
				if list := cases(t, own, "?status="+status); len(list) != 0 {
					t.Errorf("%s: the list has %d cases about the caller, %s", subject, len(list), status)
				}
				if getCase(t, other, id).ID != id {
					t.Errorf("%s: another moderator does not see the case", subject)
				}
			}
			wantHidden("open")
			resolve(t, own, id, `{"action": "dismiss", "note": "n"}`).WantProblem(t, http.StatusForbidden)
			action := "remove"
			if subject == userSubject(author) {
				action = "dismiss"
			}
			resolve(t, other, id, fmt.Sprintf(`{"action": %q, "note": "n"}`, action)).Want(t, http.StatusNoContent)
			wantHidden("closed")
		}
		for _, path := range []string{fmt.Sprintf("comments/%d", comment.ID), fmt.Sprintf("posts/%d", post.ID)} {
			own.Do(t, "POST", "/v1/moderation/"+path+"/restore", nil).WantProblem(t, http.StatusForbidden)
			other.Do(t, "POST", "/v1/moderation/"+path+"/restore", nil).Want(t, http.StatusNoContent)
		}
	}
}
