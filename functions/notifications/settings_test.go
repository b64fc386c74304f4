package notifications_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestAKindThatIsOffMakesNoNotifications(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.person(t), f.person(t)
	settings := path + "/settings"
	on := `{"follow": "on", "like_post": "on", "like_comment": "on", "comment": "on", "reply": "on", "mention": "on", "moderation": "on", "digest": "off"}`
	author.client.Do(t, "GET", settings, nil).Want(t, http.StatusOK).WantJSON(t, `{"data": %s}`, on)
	author.client.Do(t, "PATCH", settings, `{"comment": "off", "follow": "off", "digest": "weekly"}`).Want(t, http.StatusOK)
	author.client.Do(t, "PATCH", settings, `{"follow": "off", "moderation": "on"}`).Want(t, http.StatusOK).WantJSON(t,
		`{"data": {"follow": "off", "like_post": "on", "like_comment": "on", "comment": "off", "reply": "on", "mention": "on", "moderation": "on", "digest": "weekly"}}`)

	post := author.writes(t, "post")
	factory.Follow(t, f.db, reader.Actor, author.Actor)
	reader.comments(t, post, nil, "comment")
	author.want(t)
	mention := reader.comments(t, post, nil, "@"+author.Username) // a mention is another kind
	said := fmt.Sprintf("mention p%d c%d %s 1", post.ID, mention.ID, reader.Username)
	author.want(t, said)

	author.client.Do(t, "PATCH", settings, `{"comment": "on", "follow": "on", "digest": "off"}`).Want(t, http.StatusOK).WantJSON(t, `{"data": %s}`, on)
	author.want(t, said)
	comment := reader.comments(t, post, nil, "comment")
	author.want(t, fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, reader.Username), said)
}

func TestSettingsRefuseInvalidValues(t *testing.T) {
	t.Parallel()
	user := newFunction(t).person(t)
	for body, field := range map[string]string{
		`{}`:                    "digest",
		`{"digest": "hourly"}`:  "digest",
		`{"digest": "on"}`:      "digest",
		`{"digest": null}`:      "digest",
		`{"follow": "daily"}`:   "follow",
		`{"follow": true}`:      "follow",
		`{"mention": null}`:     "mention",
		`{"moderation": "OFF"}`: "moderation",
	} {
		user.client.Do(t, "PATCH", path+"/settings", body).WantProblem(t, http.StatusBadRequest, field)
	}
	user.client.Do(t, "PATCH", path+"/settings", `{"like": "on"}`).WantProblem(t, http.StatusBadRequest, "like", "digest")
	for _, kinds := range []string{"", "like", "follow,", "follow,follow", "Follow", "follow%20"} {
		user.client.Do(t, "GET", path+"?kinds="+kinds, nil).WantProblem(t, http.StatusBadRequest, "kinds")
	}
}

func TestAuthorisation(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	as := func(user social.Actor) apitest.Client {
		return apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}
	}
	failed, cells := 0, 0
	for _, row := range []struct {
		method, path string
		body         any
		status       int
	}{
		{"GET", path, nil, http.StatusOK},
		{"GET", path + "/unread", nil, http.StatusOK},
		{"PUT", path + "/read", social.ReadThrough{Through: 1}, http.StatusNoContent},
		{"GET", path + "/settings", nil, http.StatusOK},
		{"PATCH", path + "/settings", `{"digest": "daily"}`, http.StatusOK},
	} {
		for name, client := range map[string]apitest.Client{
			"anonymous":          {Handler: f.http},
			"a forger":           {Handler: f.http, Token: "e30.e30.e30"},
			"a user":             as(factory.User(t, f.db, social.Member)),
			"a moderator":        as(factory.User(t, f.db, social.Moderator)),
			"an admin":           as(factory.User(t, f.db, social.Admin)),
			"a deactivated user": as(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))),
		} {
			cells++
			want := row.status
			if name == "anonymous" || name == "a forger" || name == "a deactivated user" {
				want = http.StatusUnauthorized
			}
			if answer := client.Do(t, row.method, row.path, row.body); answer.Status != want {
				t.Errorf("%s %s by %s: %d, want %d", row.method, row.path, name, answer.Status, want)
				failed++
			}
		}
	}
	figure.Report(t, "authorisation of notifications: cells with the wrong result", cells, failed)
}
