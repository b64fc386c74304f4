package posts_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestInvalidAndUnknownIDsAreNotFound(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := pathOf(factory.Post(t, f.db, author))
	for _, id := range []string{
		"0", "-1", "+1", "01", "1e3", "0x1", "1.0", "1_0", "%201", "1%00", "%2B1", "abc", "%F0%9F%98%80", "%FF", "..", "%2e%2e", "1%2Fcomments", "1;x",
		"9223372036854775807", "9223372036854775808", "-9223372036854775808", "1000000000000000000000000000000000000000",
	} {
		path := "/v1/posts/" + id
		client.Do(t, "GET", path, nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "PATCH", path, `{"title": "t"}`).WantProblem(t, http.StatusNotFound)
		client.Do(t, "DELETE", path, nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "GET", path+"/comments", nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "POST", path+"/comments", `{"content": "c"}`).WantProblem(t, http.StatusNotFound)
		client.Do(t, "PUT", path+"/like", nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "DELETE", post+"/comments/"+id, nil).WantProblem(t, http.StatusNotFound)
		client.Do(t, "PUT", post+"/comments/"+id+"/like", nil).WantProblem(t, http.StatusNotFound)
	}
}

func TestUnknownPathsAreNotFound(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	path := pathOf(factory.Post(t, f.db, author))
	for _, wrong := range []string{
		"/", "/v1", "//v1/posts", "/v1//posts", "/v1/posts/", path + "/", path + "/comments/", path + "/comments/1/x", path + "/likes/1",
		"/V1/posts", "/v1/Posts", "/v1/posts%2F1", "/v1/users/../posts", path + "/Comments", "/v1/posts;x",
	} {
		client.Do(t, "GET", wrong, nil).WantProblem(t, http.StatusNotFound)
	}
}

func TestPercentEncodedDigitsAreTheID(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	encoded := "/v1/posts/"
	for _, digit := range strconv.FormatInt(post.ID, 10) {
		encoded += fmt.Sprintf("%%%x", digit)
	}
	if got := apitest.Data[social.Post](t, client.Do(t, "GET", encoded, nil).Want(t, http.StatusOK)); got.ID != post.ID {
		t.Errorf("%s is post %d, want %d", encoded, got.ID, post.ID)
	}
}

func TestResponseToOtherMethodsNamesTheAllowedOnes(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	path := pathOf(factory.Post(t, f.db, author))
	for target, c := range map[string]struct {
		allow   string
		refused []string
	}{
		"/v1/posts":        {"POST", []string{"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "POSTS", "post"}},
		path:               {"DELETE, GET, HEAD, PATCH", []string{"POST", "PUT", "OPTIONS", "TRACE"}},
		path + "/comments": {"GET, HEAD, POST", []string{"PUT", "PATCH", "DELETE", "OPTIONS"}},
	} {
		for _, method := range c.refused {
			answer := client.Do(t, method, target, nil, "X-HTTP-Method-Override", "GET")
			answer.WantProblem(t, http.StatusMethodNotAllowed)
			if got := answer.Header.Get("Allow"); got != c.allow {
				t.Errorf("%s %s allows %q, want %q", method, target, got, c.allow)
			}
		}
	}
}
