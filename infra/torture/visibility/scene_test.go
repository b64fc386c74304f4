package visibility_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// step brings a scene into a state.
type step struct {
	state string
	do    func(*scene, *testing.T)
}

// changes are what happens to the author of a scene, and what undoes it.
var changes = [][]step{
	{{"taken down", (*scene).takeDown}, {"restored", (*scene).restore}},
	{{"deactivated", (*scene).deactivate}, {"reactivated", (*scene).reactivate}},
	{{"suspended", (*scene).suspend}, {"reactivated", (*scene).reactivate}},
	{{"deleted", (*scene).remove}},
}

func newScene(t *testing.T) *scene {
	t.Helper()
	a := api.New(t)
	s := &scene{api: a, began: time.Now().Add(-time.Minute), author: factory.User(t, a.DB, social.Member), host: factory.User(t, a.DB, social.Member)}
	author, host := s.client(t, s.author), s.client(t, s.host)
	s.post, s.hostPost = factory.Post(t, a.DB, s.author), factory.Post(t, a.DB, s.host)
	s.mentioning = apitest.Data[social.Post](t, host.Do(t, "POST", "/v1/posts",
		fmt.Sprintf(`{"title": "t", "content": "@%s"}`, s.author.Username)).Want(t, http.StatusCreated))
	s.hostComment = factory.Comment(t, a.DB, s.hostPost, s.host)
	s.comment = factory.Comment(t, a.DB, s.hostPost, s.author)
	reply := fmt.Sprintf(`{"content": "reply", "parent_id": %d}`, s.hostComment.ID)
	s.reply = apitest.Data[social.Comment](t, author.Do(t, "POST", pathOf(s.hostPost)+"/comments", reply).Want(t, http.StatusCreated))
	author.Do(t, "PUT", pathOf(s.hostPost)+"/like", nil).Want(t, http.StatusNoContent)
	factory.Follow(t, a.DB, s.author, s.host)
	factory.Follow(t, a.DB, s.host, s.author)
	for _, v := range []struct {
		name  string
		level social.Level
	}{{"other", social.Member}, {"blocked", social.Member}, {"blocker", social.Member}, {"muter", social.Member}, {"moderator", social.Moderator}, {"admin", social.Admin}} {
		user := factory.User(t, a.DB, v.level)
		s.look(t, viewer{name: v.name, Actor: user, client: s.client(t, user)})
	}
	s.viewers = append(s.viewers, viewer{name: "author", Actor: s.author, client: author, post: s.post})
	author.Do(t, "PUT", pathOf(s.post)+"/bookmark", nil).Want(t, http.StatusNoContent)
	return s
}

// look adds a viewer, who follows the author and the host and has bookmarked the author's
// post. The author likes a post of the viewer. Then one of the two may block or mute the
// other.
func (s *scene) look(t *testing.T, v viewer) {
	t.Helper()
	v.post = factory.Post(t, s.api.DB, v.Actor)
	factory.Follow(t, s.api.DB, v.Actor, s.author, s.host)
	v.client.Do(t, "PUT", pathOf(s.post)+"/bookmark", nil).Want(t, http.StatusNoContent)
	author := s.client(t, s.author)
	author.Do(t, "PUT", pathOf(v.post)+"/like", nil).Want(t, http.StatusNoContent)
	switch v.name {
	case "blocked":
		v.apart = true
		author.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/block", v.ID), nil).Want(t, http.StatusNoContent)
	case "blocker":
		v.apart = true
		v.client.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/block", s.author.ID), nil).Want(t, http.StatusNoContent)
	case "muter":
		v.client.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/mute", s.author.ID), nil).Want(t, http.StatusNoContent)
	case "admin":
		s.admin = v.client
	}
	s.viewers = append(s.viewers, v)
}

func (s *scene) client(t *testing.T, user social.Actor) apitest.Client {
	t.Helper()
	return apitest.Client{Handler: s.api, Token: apitest.Token(t, user.ID)}
}

func pathOf(post social.Post) string { return fmt.Sprintf("/v1/posts/%d", post.ID) }

// resolve reports the subject as the host and resolves the case as an admin.
func (s *scene) resolve(t *testing.T, subject string, id int64, decision string) {
	t.Helper()
	report := fmt.Sprintf(`{"%s_id": %d, "reason": "spam"}`, subject, id)
	made := apitest.Data[struct {
		ID int64 `json:"id"`
	}](t, s.client(t, s.host).Do(t, "POST", "/v1/reports", report).Want(t, http.StatusCreated))
	s.admin.Do(t, "POST", fmt.Sprintf("/v1/moderation/reports/%d/resolution", made.ID), decision).Want(t, http.StatusNoContent)
}

func (s *scene) takeDown(t *testing.T) {
	t.Helper()
	const remove = `{"action": "remove", "note": "This breaks the rules."}`
	s.resolve(t, "post", s.post.ID, remove)
	s.resolve(t, "comment", s.comment.ID, remove)
	s.resolve(t, "comment", s.reply.ID, remove)
}

func (s *scene) restore(t *testing.T) {
	t.Helper()
	for _, path := range []string{
		fmt.Sprintf("posts/%d", s.post.ID), fmt.Sprintf("comments/%d", s.comment.ID), fmt.Sprintf("comments/%d", s.reply.ID),
	} {
		s.admin.Do(t, "POST", "/v1/moderation/"+path+"/restore", nil).Want(t, http.StatusNoContent)
	}
}

func (s *scene) suspend(t *testing.T) {
	t.Helper()
	until := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	s.resolve(t, "user", s.author.ID, fmt.Sprintf(`{"action": "suspend", "until": %q, "note": "This breaks the rules."}`, until))
}

func (s *scene) deactivate(t *testing.T) { s.judge(t, "deactivate") }

// reactivate also signs the author in: the old token ended.
func (s *scene) reactivate(t *testing.T) {
	t.Helper()
	s.judge(t, "reactivate")
	secret := fmt.Sprintf(`{"email": %q, "password": %q}`, factory.Email(s.author.Username), factory.Password)
	answer := apitest.Client{Handler: s.api}.Do(t, "POST", "/v1/authentication/token", secret).Want(t, http.StatusCreated)
	for i := range s.viewers {
		if s.viewers[i].ID == s.author.ID {
			s.viewers[i].client.Token = apitest.Data[string](t, answer)
		}
	}
}

func (s *scene) judge(t *testing.T, act string) {
	t.Helper()
	s.admin.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/%s", s.author.ID, act), nil).Want(t, http.StatusNoContent)
}

func (s *scene) remove(t *testing.T) {
	t.Helper()
	s.client(t, s.author).Do(t, "POST", "/v1/account/deletion", fmt.Sprintf(`{"password": %q}`, factory.Password)).Want(t, http.StatusAccepted)
}
