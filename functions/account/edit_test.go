package account_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
)

const path = "/v1/account"

func TestEditChangesGivenFieldsAndClearsEmptyOnes(t *testing.T) {
	t.Parallel()
	user, client := newFunction(t).member(t)
	edit := func(body string) social.Me {
		return apitest.Data[social.Me](t, client.Do(t, "PATCH", path, body).Want(t, http.StatusOK))
	}
	want := social.User{
		ID: user.ID, Username: user.Username, DisplayName: "Maya Ł", Bio: "Bakes.\nWrites.", Location: "Malmö", Website: "https://maya.example/a?b#c",
	}
	check := func(step string, got social.Me) {
		t.Helper()
		want.CreatedAt = got.CreatedAt
		if got.User != want {
			t.Errorf("%s: %+v, want %+v", step, got.User, want)
		}
	}
	check("all", edit(`{"display_name": "  Maya Ł ", "bio": "Bakes.\nWrites.", "location": "Malmö", "website": "https://maya.example/a?b#c"}`))
	want.Bio = "Bakes."
	check("one", edit(`{"bio": "Bakes."}`))
	check("the same", edit(fmt.Sprintf(`{"username": %q}`, user.Username)))
	want.Bio, want.Location = "", ""
	check("null and empty", edit(`{"bio": null, "location": ""}`))
	want.DisplayName, want.Website = user.Username, ""
	check("blank and invisible", edit(`{"display_name": " \t ", "website": "\u200b"}`))
}

func TestEditNamesEveryInvalidField(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	for body, field := range map[string]string{
		`{}`:                 "username",
		`{"username": null}`: "username",
		`{"username": ""}`:   "username",
		`{"username": "ab"}`: "username",
		`{"username": "` + strings.Repeat("a", 31) + `"}`:                     "username",
		`{"username": "ma-ya"}`:                                               "username",
		`{"display_name": "` + strings.Repeat("é", 51) + `"}`:                 "display_name",
		`{"display_name": "two\nlines"}`:                                      "display_name",
		`{"display_name": "\u202eayam"}`:                                      "display_name",
		`{"display_name": "a\u0007"}`:                                         "display_name",
		`{"display_name": 5}`:                                                 "display_name",
		`{"display_name": "a\u0000"}`:                                         "display_name",
		`{"bio": "` + strings.Repeat("é", 301) + `"}`:                         "bio",
		`{"bio": "a\u0007"}`:                                                  "bio",
		`{"bio": ["a"]}`:                                                      "bio",
		`{"location": "` + strings.Repeat("é", 101) + `"}`:                    "location",
		`{"location": "a\u2066b"}`:                                            "location",
		`{"website": "https://example.com/` + strings.Repeat("a", 181) + `"}`: "website",
		`{"website": "http://example.com"}`:                                   "website",
		`{"website": "javascript:alert(1)"}`:                                  "website",
		`{"website": "https://"}`:                                             "website",
		`{"website": "https:example.com"}`:                                    "website",
		`{"website": "https://localhost"}`:                                    "website",
		`{"website": "https://example.com:65536"}`:                            "website",
		`{"website": "https://example.com:0"}`:                                "website",
		`{"website": "https://example.com:/"}`:                                "website",
		`{"website": "https://maya:secret@example.com"}`:                      "website",
		`{"website": "https://example.com/a b"}`:                              "website",
		`{"website": "https://example.com/\u200b"}`:                           "website",
		`{"website": "example.com"}`:                                          "website",
	} {
		client.Do(t, "PATCH", path, body).WantProblem(t, http.StatusBadRequest, field)
	}
	client.Do(t, "PATCH", path, `{"email": "maya@example.com"}`).WantProblem(t, http.StatusBadRequest, "username", "email")
	client.Do(t, "PATCH", path, `{"username": "-", "display_name": "a\nb", "bio": "a\u0001", "location": "\n.\n.", "website": "-"}`).
		WantProblem(t, http.StatusBadRequest, "username", "display_name", "bio", "location", "website")
	for _, body := range []string{
		`{"display_name": "` + strings.Repeat("é", 50) + `", "bio": "` + strings.Repeat("é", 300) + `", "location": "` + strings.Repeat("é", 100) + `"}`,
		`{"website": "https://example.com/` + strings.Repeat("a", 180) + `"}`,
		`{"website": "HTTPS://bücher.example:8443/ä?q=1"}`,
		`{"display_name": "👩‍🚀 مایا"}`,
	} {
		client.Do(t, "PATCH", path, body).Want(t, http.StatusOK)
	}
}
