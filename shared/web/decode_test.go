package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/web"
)

// FuzzDecode checks that every body is either decoded completely into storable text
// or refused as the client's error.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"title": "t", "content": "c", "tags": ["a", "b"]}`,
		`{"title": "t", "content": "c", "tags": [null]}`,
		`{"title": "t", "title": "t", "content": "c"}`,
		`{"Title": "t", "content": "c"}`,
		`{"title": "\u0000", "content": "\ud800"}`,
		`{"title": "\ud83d\ude00", "content": "😀"}`,
		`{"title": "t", "content": "c"}{}`,
		"\ufeff{}", "{\"title\": \"\xff\"}", "{\"title\": \"\x00\"}",
		``, ` `, `null`, `[]`, `""`, `1e999`, `{`, `{"a/b~c": 1}`, strings.Repeat("[", 10_001),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		request := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		draft, err := web.Decode[social.PostDraft](httptest.NewRecorder(), request)
		if err != nil {
			if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.TooLarge {
				t.Errorf("%q: refused with %v", body, err)
			}
			if !utf8.ValidString(err.Error()) {
				t.Errorf("%q: the error is invalid UTF-8", body)
			}
			return
		}
		for _, text := range append(draft.Tags, draft.Title, draft.Content) {
			if strings.TrimSpace(text) == "" || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				t.Errorf("%q: accepted with the text %q", body, text)
			}
		}
		var again social.PostDraft
		if err := json.Unmarshal(body, &again); err != nil || again.Title != draft.Title || again.Content != draft.Content {
			t.Errorf("%q: decoded as %+v, want %+v, %v", body, draft, again, err)
		}
	})
}

// The memory for a body must grow linearly with its size, not quadratically.
func TestNoBodyCostsMuchMemory(t *testing.T) { //nolint:paralleltest // it counts all allocations of the process
	fill := func(start, repeat string) string {
		return start + strings.Repeat(repeat, (web.MaxBody-len(start))/len(repeat))
	}
	for name, body := range map[string]string{
		"endless lists":       fill("", "["),
		"endless objects":     fill("", `{"":`),
		"nulls in deep lists": fill(strings.Repeat("[", 9000), "null,"),
		"texts in deep lists": fill(strings.Repeat("[", 9000), `"\u0000",`),
		"a name for nulls":    fill(`{"`+strings.Repeat("x", 30_000)+`": [`, "null,"),
		"a null for tags":     fill(`{"tags": [`, "null,"),
		"texts with NUL":      fill(`{"tags": [`, `"\u0000",`),
		"short names":         fill(`{"title": "t"`, `,"a":1`),
		"backslashes":         fill(`{"title": "`, `\\`),
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
			request.Header.Set("Content-Type", "application/json")
			var err error
			got := apitest.Allocated(func() { _, err = web.Decode[social.PostDraft](httptest.NewRecorder(), request) })
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("got %v, want Invalid", err)
			}
			if got > 128*web.MaxBody {
				t.Errorf("a body of %d bytes allocates %d, want at most %d", len(body), got, 128*web.MaxBody)
			}
		})
	}
}

func TestAProblemNamesEveryBadFieldAtOnce(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]string{
		`{}`:              {"title", "content"},
		`{"x": 1}`:        {"title", "content", "x"},
		`{"title": null}`: {"title", "content"},
		`{"content": "ok", "tags": ["", ",", 1]}`:                              {"title", "tags[0]", "tags[1]", "tags[2]"},
		`{"title": 1, "content": "", "tags": [""]}`:                            {"title", "content", "tags[0]"},
		`{"title": null, "content": "", "tags": [""]}`:                         {"title", "content", "tags[0]"},
		`{"title": "\u0000", "content": {}, "tags": "a", "zz": 1, "Title": 2}`: {"title", "content", "tags", "zz", "Title"},
		`{"tags": [null, 2, "", [], "\u0000"], "content": "c"}`:                {"title", "tags[0]", "tags[1]", "tags[2]", "tags[3]", "tags[4]"},
		`{"title": "t", "title": 1, "x": 1}`:                                   {"title", "content", "x"},
		`{"x": {"a": 1, "a": 2}, "content": []}`:                               {"title", "content", "x"},
		`{"title": "t", "content": "c", "tags": [` + strings.Repeat(`"", `, 10_000) + `""]}`: {
			"tags", "tags[0]", "tags[1]", "tags[2]", "tags[3]", "tags[4]", "tags[5]", "tags[6]", "tags[7]", "tags[8]", "tags[9]",
		},
	} {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		_, err := web.Decode[social.PostDraft](httptest.NewRecorder(), request)
		slices.Sort(want)
		if got := slices.Sorted(maps.Keys(fields(t, err))); !slices.Equal(got, want) {
			t.Errorf("%.200s: got %q, want %q", body, got, want)
		}
	}
}

// fields returns the bad fields of an error and their problems.
func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	refused, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("got %v, want a Fault", err)
	}
	return refused.Fields
}

// A field that was given with a wrong type is bad, but not missing.
func TestAFieldThatCannotBeReadIsNotTakenForAbsent(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"content": 5}`, `{"content": null}`, `{"content": "\u0000"}`, `{"content": "c", "content": "c"}`} {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		_, err := web.Decode[social.PostEdit](httptest.NewRecorder(), request)
		if got := slices.Sorted(maps.Keys(fields(t, err))); !slices.Equal(got, []string{"content"}) {
			t.Errorf("%s: got %q, want content alone", body, got)
		}
	}
}

func TestAProblemNamesAtMost20Fields(t *testing.T) {
	t.Parallel()
	var body strings.Builder
	for i := range 500 {
		fmt.Fprintf(&body, `"a%d": 1, "tags": [%s"a"], `, i, strings.Repeat("1, ", 20))
	}
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{"+body.String()+`"x": null}`))
	request.Header.Set("Content-Type", "application/json")
	_, err := web.Decode[social.PostDraft](httptest.NewRecorder(), request)
	got := fields(t, err)
	if len(got) != 20 || got["title"] == "" || got["content"] == "" {
		t.Errorf("got %v, want 20 fields, and title and content among them", got)
	}
}

func TestABodyThatIsNoObjectIsRefused(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`[]`, `""`, `"\u0000"`, `1`, `true`} {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		_, err := web.Decode[social.PostDraft](httptest.NewRecorder(), request)
		if err == nil || err.Error() != "the body must be a JSON object" {
			t.Errorf("%s: got %v, want an object demanded", body, err)
		}
	}
}
