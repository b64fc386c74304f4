package apitest

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"social.example/shared/web"
)

// BodyTaker is an operation that takes a request body, with a client that may call
// it.
type BodyTaker struct {
	Client
	Method, Path string
	Body         string   // a valid body that can be sent repeatedly
	Texts        []string // its string fields
	Required     []string // the fields that an empty body's problem names
}

// RefusesBodies fails the test unless the operation refuses every body that is not
// one JSON object in UTF-8 of at most web.MaxBody bytes with valid fields.
func (o BodyTaker) RefusesBodies(t *testing.T) {
	t.Helper()
	for name, body := range o.malformed() {
		t.Run(fmt.Sprintf("%s %s/%s", o.Method, o.Path, name), func(t *testing.T) {
			o.send(t, body).WantProblem(t, http.StatusBadRequest)
		})
	}
	for _, empty := range []string{"null", "{}"} {
		o.send(t, empty).WantProblem(t, http.StatusBadRequest, o.Required...)
	}
	for unknown, named := range map[string]string{`"id": 1`: "id", `"nobody_knows": null`: "nobody_knows", `"a~1b": null`: "a~1b"} {
		o.send(t, o.with(unknown)).WantProblem(t, http.StatusBadRequest, named)
	}
	for _, text := range o.Texts {
		for _, value := range []string{"1", "1e999", "true", `["c"]`, `{"c": "c"}`, `"\u0000"`} {
			o.send(t, o.where(text, value)).WantProblem(t, http.StatusBadRequest, text)
		}
		upper := strings.ToUpper(text[:1]) + text[1:]
		o.send(t, o.with(fmt.Sprintf(`%q: "again"`, text))).WantProblem(t, http.StatusBadRequest, text)
		o.send(t, o.with(fmt.Sprintf(`%q: "c"`, upper))).WantProblem(t, http.StatusBadRequest, upper)
	}
	o.send(t, o.largest()+" ").WantProblem(t, http.StatusRequestEntityTooLarge)
	o.Do(t, o.Method, o.Path, nil).wantAccepted(t, "Accept", "application/json")
	for _, refused := range []string{
		"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json; charset=latin1", "application/json;;",
	} {
		o.send(t, o.Body, "Content-Type", refused).wantAccepted(t, "Accept", "application/json")
	}
	o.send(t, o.Body, "Content-Encoding", "gzip").wantAccepted(t, "Accept-Encoding", "identity")
}

// wantAccepted fails the test unless the response is a 415 that says in this header
// what is accepted (RFC 9110, sections 12.5.1 and 12.5.3).
func (a Answer) wantAccepted(t *testing.T, header, accepted string) {
	t.Helper()
	a.WantProblem(t, http.StatusUnsupportedMediaType)
	if got := a.Header.Get(header); got != accepted {
		t.Errorf("a 415 has the %s %q, want %q", header, got, accepted)
	}
}

// TakesBodies fails the test unless the operation accepts a body of web.MaxBody
// bytes, every spelling of the JSON media type, and the identity coding.
func (o BodyTaker) TakesBodies(t *testing.T) {
	t.Helper()
	for body, mediaType := range map[string]string{
		o.largest(): "application/json", o.Body: "APPLICATION/JSON", o.Body + "\n": "application/json; charset=UTF-8",
		o.Body + " ": `application/json; charset="utf8"`,
	} {
		if status := o.send(t, body, "Content-Type", mediaType).Status; status >= http.StatusMultipleChoices {
			t.Errorf("%s %s: a body of %d bytes of type %s gets status %d, want success", o.Method, o.Path, len(body), mediaType, status)
		}
	}
	if status := o.send(t, o.Body, "Content-Encoding", "Identity").Status; status >= http.StatusMultipleChoices {
		t.Errorf("%s %s: a body with the identity coding gets status %d, want success", o.Method, o.Path, status)
	}
}

// malformed returns invalid bodies for which no field can be named, keyed by their
// defect.
func (o BodyTaker) malformed() map[string]string {
	text := o.Texts[0]
	return map[string]string{
		"empty":            "",
		"blank":            " \n",
		"array":            "[]",
		"text":             `""`,
		"number":           "1",
		"cut off":          o.Body[:len(o.Body)-1],
		"a second value":   o.Body + "{}",
		"trailing text":    o.Body + " x",
		"byte order mark":  "\ufeff" + o.Body,
		"deep nesting":     strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001),
		"endless nesting":  strings.Repeat("[", web.MaxBody),
		"single quotes":    strings.ReplaceAll(o.Body, `"`, `'`),
		"comment":          o.Body + "// c",
		"invalid UTF-8":    o.where(text, "\"\xff\""),
		"raw NUL":          o.where(text, "\"\x00\""),
		"surrogate":        o.where(text, `"\ud800"`),
		"invalid in a key": o.with("\"\xff\": 1"),
	}
}

func (o BodyTaker) send(t *testing.T, body string, headers ...string) Answer {
	t.Helper()
	return o.Do(t, o.Method, o.Path, body, headers...)
}

// with returns the valid body with additional members.
func (o BodyTaker) with(members string) string {
	return strings.TrimSuffix(o.Body, "}") + ", " + members + "}"
}

// where returns the valid body with another value for the string field.
func (o BodyTaker) where(text, value string) string {
	return regexp.MustCompile(`("`+text+`": )"[^"]*"`).ReplaceAllString(o.Body, "${1}"+value)
}

func (o BodyTaker) largest() string { return o.Body + strings.Repeat(" ", web.MaxBody-len(o.Body)) }
