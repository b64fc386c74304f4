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

// ID returns the path parameter with that name as an id. It returns a NotFound fault
// for anything but a positive int64 in canonical decimal form, because no resource
// can have such an id.
func ID(r *http.Request, name string) (int64, error) {
	text := r.PathValue(name)
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 || strconv.FormatInt(id, 10) != text {
		return 0, fault.New(fault.NotFound, "there is nothing with this id")
	}
	return id, nil
}

// Query reads the query parameters of a request and collects their errors. An absent
// parameter gets its default; a repeated, malformed or out-of-range one is refused.
type Query struct {
	values   url.Values
	problems map[string]string
}

// maxParameters is more than any route has. The limit exists because a parsed
// parameter takes many times its size in memory.
const maxParameters = 100

// ParseQuery parses the query of the request. Parameters that the route does not
// declare are refused.
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

// refuseUnknown refuses the parameters that the request's route does not declare. It
// names at most 20 of them, each cut to 60 characters.
func (q *Query) refuseUnknown(r *http.Request) {
	route := RequestInfoOf(r.Context()).served
	if route == nil {
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

// Has reports whether the parameter is present.
func (q *Query) Has(name string) bool { return q.values.Has(name) }

// Refuse records an error for a parameter.
func (q *Query) Refuse(name, rule string) { q.problems[name] = rule }

// Err returns an Invalid fault that names every bad parameter, or nil if there is
// none. Call it after reading all parameters.
func (q *Query) Err() error { return fault.InvalidFields(q.problems) }

// The limits of the parameters that several lists have.
const (
	PageSize     = 20 // the default limit
	MaxPageSize  = 100
	MaxOffset    = 1000
	SearchLength = 100 // in code points
)

// Limit returns the limit parameter, from 1 to highest.
func (q *Query) Limit(highest int) int { return q.integer("limit", PageSize, 1, highest) }

// Offset returns the offset parameter. It refuses one that comes with a cursor.
func (q *Query) Offset() int {
	offset := q.integer("offset", 0, 0, MaxOffset)
	if q.Has("cursor") && q.Has("offset") {
		q.Refuse("offset", "must not come together with cursor")
	}
	return offset
}

// Search returns the search parameter without surrounding white space.
func (q *Query) Search() string { return strings.TrimSpace(q.Text("search", SearchLength)) }

// integer returns an integer from lowest to highest, or fallback if the parameter is
// absent or refused.
func (q *Query) integer(name string, fallback, lowest, highest int) int {
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

// Text returns a string of at most length code points. A string without a visible
// character counts as absent. It returns "" for a refused string.
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

// Cursor returns the position that the cursor parameter encodes. The cursor must
// have been sealed for one of the lists.
func (q *Query) Cursor(sealer cursor.Sealer, lists ...string) cursor.Position {
	text, given := q.one("cursor")
	if !given {
		return cursor.First
	}
	position, err := open(sealer, text, lists)
	if err != nil || text == "" {
		q.Refuse("cursor", "must be the next_cursor of this same list")
	}
	return position
}

// open returns the position of a cursor that was sealed for one of the lists.
func open(sealer cursor.Sealer, text string, lists []string) (position cursor.Position, err error) {
	for _, list := range lists {
		if position, err = sealer.Open(list, text); err == nil {
			break
		}
	}
	return position, err
}

// Choice returns one of the options, or the first if the parameter is absent. It
// refuses any other value.
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

// Choices returns the options that the parameter names, comma-separated, or fallback if
// it is absent. It refuses any other value.
func Choices[T ~string](q *Query, name string, fallback []T, options ...T) []T {
	text, ok := q.one(name)
	if !ok {
		return fallback
	}
	var chosen []T
	for part := range strings.SplitSeq(text, ",") {
		option := T(part)
		if !slices.Contains(options, option) || slices.Contains(chosen, option) {
			q.Refuse(name, fmt.Sprintf("must be some of %s, each once and separated by commas", join(options)))
			return fallback
		}
		chosen = append(chosen, option)
	}
	return chosen
}

func join[T ~string](options []T) string {
	texts := make([]string, len(options))
	for i, option := range options {
		texts[i] = string(option)
	}
	return strings.Join(texts, ", ")
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
