package visibility_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/figure"
)

// viewer is somebody who may see what the author wrote and did.
type viewer struct {
	name string
	social.Actor
	client apitest.Client
	apart  bool // one of the two has blocked the other
	post   social.Post
}

// scene is an author, everything of the author that can be seen, and the viewers. host is
// a user with posts that the author acts on.
type scene struct {
	api           *api.API
	state         string
	author, host  social.Actor
	post          social.Post // of the author
	hostPost      social.Post // the author likes it, and comments on it
	mentioning    social.Post // of the host, about the author
	hostComment   social.Comment
	comment       social.Comment // of the author on hostPost
	reply         social.Comment // of the author to hostComment
	viewers       []viewer
	began         time.Time
	admin         apitest.Client
	tried, failed int
}

// subjects are what a viewer may see of the author. Each function reports whether the
// viewer does.
var subjects = map[string]func(*testing.T, *scene, viewer) bool{
	"profile": func(t *testing.T, s *scene, v viewer) bool { return s.found(t, v, "/v1/users/%d", s.author.ID) },
	"post":    func(t *testing.T, s *scene, v viewer) bool { return s.found(t, v, "/v1/posts/%d", s.post.ID) },
	"post in the list of its author": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.post.ID, "/v1/users/%d/posts", s.author.ID)
	},
	"post in the feed": func(t *testing.T, s *scene, v viewer) bool { return s.lists(t, v, s.post.ID, "/v1/users/feed") },
	"post found by the feed's search": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.post.ID, "/v1/users/feed?search=content")
	},
	"bookmark of the post": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.post.ID, "/v1/account/bookmarks")
	},
	"user in the list of users": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.author.ID, "/v1/users?limit=50")
	},
	"user found by a search": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.author.ID, "/v1/users?search=%s", s.author.Username)
	},
	"comment": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.comment.ID, "/v1/posts/%d/comments", s.hostPost.ID)
	},
	"comment with its post": func(t *testing.T, s *scene, v viewer) bool {
		answer := v.client.Do(t, "GET", fmt.Sprintf("/v1/posts/%d", s.hostPost.ID), nil).Want(t, http.StatusOK)
		post := apitest.Data[struct {
			Comments []social.Comment `json:"comments"`
		}](t, answer)
		return slices.ContainsFunc(post.Comments, func(c social.Comment) bool { return c.ID == s.comment.ID })
	},
	"reply": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.reply.ID, "/v1/posts/%d/comments/%d/replies", s.hostPost.ID, s.hostComment.ID)
	},
	"like": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.author.ID, "/v1/posts/%d/likes", s.hostPost.ID)
	},
	"follow": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.author.ID, "/v1/users/%d/followers", s.host.ID)
	},
	"followed user": func(t *testing.T, s *scene, v viewer) bool {
		return s.lists(t, v, s.author.ID, "/v1/users/%d/following", s.host.ID)
	},
	"mention": func(t *testing.T, s *scene, v viewer) bool {
		answer := v.client.Do(t, "GET", fmt.Sprintf("/v1/posts/%d", s.mentioning.ID), nil).Want(t, http.StatusOK)
		mentions := apitest.Data[social.Post](t, answer).Mentions
		return slices.ContainsFunc(mentions, func(a social.Author) bool { return a.ID == s.author.ID })
	},
	"notification": func(t *testing.T, s *scene, v viewer) bool {
		answer := v.client.Do(t, "GET", "/v1/notifications?kinds=like_post", nil).Want(t, http.StatusOK)
		return slices.ContainsFunc(apitest.Data[[]social.Notification](t, answer), func(n social.Notification) bool {
			return slices.ContainsFunc(n.Actors, func(a social.Author) bool { return a.ID == s.author.ID })
		})
	},
	"post in the stream": func(t *testing.T, s *scene, v viewer) bool {
		deliveries, err := (store.Live{DB: s.api.DB}).Deliver(t.Context(), s.began, time.Now().Add(time.Hour), []int64{v.ID})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(deliveries, func(d store.Delivery) bool { return d.Post.ID == s.post.ID && slices.Contains(d.Viewers, v.ID) })
	},
	"mention in the stream": func(t *testing.T, s *scene, v viewer) bool {
		deliveries, err := (store.Live{DB: s.api.DB}).Deliver(t.Context(), s.began, time.Now().Add(time.Hour), []int64{v.ID, s.adminID()})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(deliveries, func(d store.Delivery) bool {
			return d.Post.ID == s.mentioning.ID && slices.Contains(d.Viewers, v.ID) &&
				slices.ContainsFunc(d.Post.Mentions, func(a social.Author) bool { return a.ID == s.author.ID })
		})
	},
	"notification in the stream": func(t *testing.T, s *scene, v viewer) bool {
		notified, err := (store.Live{DB: s.api.DB}).DeliverNotifications(t.Context(), s.began, time.Now().Add(time.Hour), []int64{v.ID})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(notified, func(d store.NotificationDelivery) bool {
			return d.Notification.Kind == social.PostLikeNotification && d.Notification.Post.ID == v.post.ID &&
				slices.ContainsFunc(d.Notification.Actors, func(a social.Author) bool { return a.ID == s.author.ID })
		})
	},
	// The writes change nothing that the other subjects read.
	"write: follow": func(t *testing.T, s *scene, v viewer) bool {
		return s.done(t, v, "PUT", http.StatusNoContent, nil, "/v1/users/%d/follow", s.author.ID)
	},
	"write: like": func(t *testing.T, s *scene, v viewer) bool {
		return s.done(t, v, "PUT", http.StatusNoContent, nil, "/v1/posts/%d/like", s.post.ID)
	},
	"write: comment": func(t *testing.T, s *scene, v viewer) bool {
		return s.done(t, v, "POST", http.StatusCreated, `{"content": "c"}`, "/v1/posts/%d/comments", s.post.ID)
	},
	"write: like of a comment": func(t *testing.T, s *scene, v viewer) bool {
		return s.done(t, v, "PUT", http.StatusNoContent, nil, "/v1/posts/%d/comments/%d/like", s.hostPost.ID, s.comment.ID)
	},
	"write: mention": func(t *testing.T, s *scene, v viewer) bool {
		answer := v.client.Do(t, "POST", "/v1/posts", fmt.Sprintf(`{"title": "t", "content": "@%s"}`, s.author.Username)).Want(t, http.StatusCreated)
		return len(apitest.Data[social.Post](t, answer).Mentions) == 1
	},
}

// isSeen reports whether the viewer should see the subject in the scene's state.
func (s *scene) isSeen(subject string, v viewer) bool {
	own := v.ID == s.author.ID
	switch {
	case v.apart || s.isGone():
		return false
	case own && slices.Contains([]string{"user in the list of users", "user found by a search", "notification", "notification in the stream", "write: follow"}, subject):
		return false // users are not in their own lists of these kinds, and can't follow themselves
	case v.name == "muter" && slices.Contains([]string{
		"post in the feed", "post found by the feed's search", "notification", "post in the stream", "notification in the stream",
	}, subject):
		return false
	case s.state != "taken down":
		return true
	case subject == "post":
		return own || v.Level >= social.Moderator
	}
	return !slices.Contains([]string{
		"post in the list of its author", "post in the feed", "post found by the feed's search", "bookmark of the post",
		"comment", "comment with its post", "reply", "post in the stream", "write: like", "write: comment", "write: like of a comment",
	}, subject)
}

// isGone reports whether nobody sees the author, who is signed out.
func (s *scene) isGone() bool {
	return slices.Contains([]string{"deactivated", "suspended", "deleted"}, s.state)
}

// check checks every cell of the table for the current state.
func (s *scene) check(t *testing.T) {
	t.Helper()
	for _, subject := range sortedSubjects() {
		for _, v := range s.viewers {
			if v.ID == s.author.ID && s.isGone() {
				v.client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusUnauthorized)
				continue
			}
			s.tried++
			if got, want := subjects[subject](t, s, v), s.isSeen(subject, v); got != want {
				s.failed++
				t.Errorf("%s: the %s sees the %s: %t, want %t", s.state, v.name, subject, got, want)
			}
		}
	}
	s.count(t)
	s.refuse(t)
}

// refuse checks that requests without a token are refused.
func (s *scene) refuse(t *testing.T) {
	t.Helper()
	for _, path := range []string{
		fmt.Sprintf("/v1/users/%d", s.author.ID), fmt.Sprintf("/v1/users/%d/posts", s.author.ID), fmt.Sprintf("/v1/users/%d/followers", s.host.ID),
		pathOf(s.post), pathOf(s.hostPost), pathOf(s.hostPost) + "/comments", pathOf(s.hostPost) + "/likes",
		"/v1/users", "/v1/users/feed", "/v1/users/feed/stream", "/v1/notifications",
	} {
		s.tried++
		if got := (apitest.Client{Handler: s.api}).Do(t, "GET", path, nil).Status; got != http.StatusUnauthorized {
			s.failed++
			t.Errorf("%s: GET %s without a token: %d, want 401", s.state, path, got)
		}
	}
}

// count compares the counters, which are the same for every viewer.
func (s *scene) count(t *testing.T) {
	t.Helper()
	comments, likes := 3, 1 // the host's, the author's and the reply; the author's like
	if s.state == "taken down" {
		comments -= 2
	}
	if s.isGone() {
		comments, likes = comments-2, 0
	}
	for _, v := range s.viewers {
		if v.ID == s.author.ID && s.isGone() {
			continue
		}
		s.tried++
		post := apitest.Data[social.Post](t, v.client.Do(t, "GET", fmt.Sprintf("/v1/posts/%d", s.hostPost.ID), nil).Want(t, http.StatusOK))
		if post.CommentsCount != comments || post.LikesCount != likes {
			s.failed++
			t.Errorf("%s: the %s reads %d comments and %d likes, want %d and %d", s.state, v.name, post.CommentsCount, post.LikesCount, comments, likes)
		}
	}
}

func TestEveryCellOfTheVisibilityTable(t *testing.T) {
	t.Parallel()
	tried, failed := 0, 0
	for _, change := range changes {
		s := newScene(t)
		s.state = "normal"
		s.check(t)
		for _, step := range change {
			s.state = step.state
			step.do(s, t)
			s.check(t)
		}
		tried, failed = tried+s.tried, failed+s.failed
	}
	figure.Report(t, "cells of the table of viewers, subjects and states: wrong", tried, failed)
}

func (s *scene) found(t *testing.T, v viewer, format string, args ...any) bool {
	return s.done(t, v, "GET", http.StatusOK, nil, format, args...)
}

// done reports whether the response has this status. Any other must be 404, or 400 if the
// viewer is the author.
func (s *scene) done(t *testing.T, v viewer, method string, status int, body any, format string, args ...any) bool {
	t.Helper()
	path := fmt.Sprintf(format, args...)
	got := v.client.Do(t, method, path, body).Status
	if got != status && got != http.StatusNotFound && (got != http.StatusBadRequest || v.ID != s.author.ID) {
		t.Errorf("%s: %s %s by the %s: %d, want %d or 404", s.state, method, path, v.name, got, status)
	}
	return got == status
}

// lists reports whether the list has the id. A list that the viewer can't see has none.
func (s *scene) lists(t *testing.T, v viewer, id int64, format string, args ...any) bool {
	t.Helper()
	answer := v.client.Do(t, "GET", fmt.Sprintf(format, args...), nil)
	if answer.Status == http.StatusNotFound {
		return false
	}
	ids, _ := apitest.IDs(t, answer.Want(t, http.StatusOK))
	return slices.Contains(ids, id)
}

// adminID returns the id of the admin among the viewers.
func (s *scene) adminID() int64 {
	i := slices.IndexFunc(s.viewers, func(v viewer) bool { return v.name == "admin" })
	return s.viewers[i].ID
}

func sortedSubjects() []string {
	names := make([]string, 0, len(subjects))
	for name := range subjects {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
