package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"social.example/shared/cursor"
	"social.example/shared/fault"
	"social.example/shared/social"
)

// ID returns the path's id of that name. What is not a positive int64 in its
// only decimal form can't be anything's id: NotFound.
func ID(r *http.Request, name string) (int64, error) {
	text := r.PathValue(name)
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 || strconv.FormatInt(id, 10) != text {
		return 0, fault.New(fault.NotFound, "there is nothing with this id")
	}
	return id, nil
}

// Query reads the parameters of a request's query and collects what is wrong
// with them. A parameter that is absent has its default; one that is repeated,
// unparsable or out of range is refused.
type Query struct {
	values   url.Values
	problems map[string]string
}

// maxParameters is more than any route has. Each that is parsed costs many times
// its size.
const maxParameters = 100

// ParseQuery returns the query of the request.
func ParseQuery(r *http.Request) *Query {
	q := &Query{problems: map[string]string{}}
	if strings.Count(r.URL.RawQuery, "&") >= maxParameters {
		q.problems["query"] = fmt.Sprintf("must have at most %d parameters", maxParameters)
		return q
	}
	var err error
	if q.values, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		q.problems["query"] = "must be percent-encoded"
	}
	q.refuseUnknown(r)
	return q
}

// refuseUnknown refuses the parameters that the request's route does not have,
// of which it names some.
func (q *Query) refuseUnknown(r *http.Request) {
	route, ok := r.Context().Value(routeKey{}).(Route)
	if !ok {
		return
	}
	const named, length = 20, 60
	for name := range q.values {
		if !slices.Contains(route.Query, name) && len(q.problems) < named {
			name = strings.ToValidUTF8(fmt.Sprintf("%.*s", length, name), "\ufffd")
			q.Refuse(cmp.Or(name, "query"), "is not a parameter of this request")
		}
	}
}

// Has reports whether the parameter was given.
func (q *Query) Has(name string) bool { return q.values.Has(name) }

// Refuse records what is wrong with a parameter.
func (q *Query) Refuse(name, rule string) { q.problems[name] = rule }

// Err returns an Invalid fault that names every bad parameter, nil if there is
// none. Call it after all parameters were read.
func (q *Query) Err() error { return fault.InvalidFields(q.problems) }

// Int returns an integer from lowest to highest, fallback if it was not given.
func (q *Query) Int(name string, fallback, lowest, highest int) int {
	text, ok := q.one(name)
	if !ok {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < lowest || n > highest || strconv.Itoa(n) != text {
		q.Refuse(name, fmt.Sprintf("must be an integer from %d to %d", lowest, highest))
		return fallback
	}
	return n
}

// Text returns a text of at most length code points. A text without a visible
// character counts as absent. A refused text is returned as "".
func (q *Query) Text(name string, length int) string {
	text, _ := q.one(name)
	switch {
	case strings.TrimSpace(text) == "":
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		q.Refuse(name, "must be valid UTF-8 without NUL")
	case utf8.RuneCountInString(text) > length:
		q.Refuse(name, fmt.Sprintf("must have at most %d characters", length))
	case !social.Plain(text):
		q.Refuse(name, "must have no control characters other than newline and tab")
	case social.Visible(text):
		return text
	}
	return ""
}

// Cursor returns the position that the list's cursor stands for. A list may have
// several names.
func (q *Query) Cursor(sealer cursor.Sealer, lists ...string) cursor.Position {
	text, _ := q.one("cursor")
	position, err := open(sealer, text, lists)
	if err != nil {
		q.Refuse("cursor", "must be the next_cursor of this same list")
	}
	return position
}

// open returns the position of a cursor of one of the lists.
func open(sealer cursor.Sealer, text string, lists []string) (position cursor.Position, err error) {
	for _, list := range lists {
		if position, err = sealer.Open(list, text); err == nil {
			break
		}
	}
	return position, err
}

// Choice returns one of the options, the first if none was given.
func (q *Query) Choice(name string, options ...string) string {
	text, ok := q.one(name)
	if !ok {
		return options[0]
	}
	if !slices.Contains(options, text) {
		q.Refuse(name, "must be one of "+strings.Join(options, ", "))
	}
	return text
}

func (q *Query) one(name string) (string, bool) {
	given := q.values[name]
	if len(given) > 1 {
		q.Refuse(name, "must be given once")
	}
	if len(given) != 1 {
		return "", false
	}
	return given[0], true
}
