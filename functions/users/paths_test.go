package users_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"social.example/shared/social"
)

func TestInvalidAndUnknownIDsAreNotFound(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Admin)
	_, member := f.user(t, social.Member)
	for _, id := range []string{
		"0", "-1", "+1", "01", "1e3", "0x1", "1.0", "%201", "1%00", "abc", "feed", "%F0%9F%98%80", "%FF", "..", "%2e%2e", "m%65", "1;x",
		"9223372036854775807", "9223372036854775808", "-9223372036854775808", "1000000000000000000000000000000000000000",
	} {
		path := "/v1/users/" + id
		for _, suffix := range []string{"", "/followers", "/following", "/posts"} {
			client.Do(t, "GET", path+suffix, nil).WantProblem(t, http.StatusNotFound)
		}
		for _, suffix := range []string{"/follow", "/unfollow", "/deactivate", "/reactivate", "/sign-out"} {
			client.Do(t, "PUT", path+suffix, nil).WantProblem(t, http.StatusNotFound)
		}
		client.Do(t, "PUT", path+"/role", `{"role": "user"}`).WantProblem(t, http.StatusNotFound)
	}
	// A member may do none of this, but no right matters where there is no user.
	for _, suffix := range []string{"/role", "/deactivate", "/reactivate", "/sign-out"} {
		member.Do(t, "PUT", "/v1/users/abc"+suffix, `{"role": "user"}`).WantProblem(t, http.StatusNotFound)
	}
}

func TestUnknownPathsAreNotFound(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.user(t, social.Member)
	for _, wrong := range []string{
		"/", "/v1", "//v1/users", "/v1//users", "/v1/users/", "/v1/users/me/", "/v1/users/me/posts", pathOf(user) + "/",
		pathOf(user) + "/posts/1", "/v1/Users", "/v1/posts/../users", "/v1/users%2Fme", pathOf(user) + "/Follow",
	} {
		client.Do(t, "GET", wrong, nil).WantProblem(t, http.StatusNotFound)
	}
}

func TestResponseToOtherMethodsNamesTheAllowedOnes(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.user(t, social.Member)
	for suffix, allow := range map[string]string{
		"": "GET, HEAD", "/followers": "GET, HEAD", "/following": "GET, HEAD", "/posts": "GET, HEAD",
		"/follow": "PUT", "/unfollow": "PUT", "/role": "PUT",
		"/deactivate": "PUT", "/reactivate": "PUT", "/sign-out": "PUT",
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get"} {
			if slices.Contains(strings.Split(allow, ", "), method) {
				continue
			}
			answer := client.Do(t, method, pathOf(user)+suffix, nil, "X-HTTP-Method-Override", "GET")
			answer.WantProblem(t, http.StatusMethodNotAllowed)
			if got := answer.Header.Get("Allow"); got != allow {
				t.Errorf("%s %q allows %q, want %q", method, suffix, got, allow)
			}
		}
	}
	for _, path := range []string{"/v1/users", "/v1/users/me"} {
		answer := client.Do(t, "POST", path, `{}`)
		if answer.WantProblem(t, http.StatusMethodNotAllowed); answer.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s allows %q, want GET, HEAD", path, answer.Header.Get("Allow"))
		}
	}
}
