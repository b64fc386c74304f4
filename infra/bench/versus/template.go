package versus

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// template is a text with placeholders, like {user}.
type template []piece

// piece is literal text, or a placeholder.
type piece struct {
	text   string
	name   string // empty: literal text
	number bool   // a string of JSON that is written as a number
}

// In JSON, "{user:number}" with its quotes stands for a number. Braces around anything
// but lower-case letters and colons are literal text.
var placeholder = regexp.MustCompile(`"\{([a-z]+):number\}"|\{([a-z:]+)\}`)

// parseTemplate parses a text with these placeholders.
func parseTemplate(text string, names []string) (template, error) {
	var t template
	rest := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		t = append(t, piece{text: text[rest:at[0]]})
		rest = at[1]
		p := piece{number: at[2] >= 0}
		if p.number {
			p.name = text[at[2]:at[3]]
		} else {
			p.name = text[at[4]:at[5]]
		}
		if !slices.Contains(names, p.name) {
			return nil, fmt.Errorf("{%s} stands for nothing here: take {%s}", p.name, strings.Join(names, "}, {"))
		}
		t = append(t, p)
	}
	return append(t, piece{text: text[rest:]}), nil
}

// parseBody parses the JSON of a body or of claims.
func parseBody(value jsontext.Value, names []string) (template, error) {
	if len(value) == 0 {
		return nil, nil
	}
	value = value.Clone()
	if err := value.Compact(); err != nil {
		return nil, err
	}
	return parseTemplate(string(value), names)
}

// parsePair parses a path and a body, and tries them with values.
func parsePair(path string, body jsontext.Value, names []string, try *values) (p, b template, err error) {
	if p, err = parseTemplate(path, names); err == nil {
		_, err = p.write(try.value, inPath)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("path: %w", err)
	}
	if b, err = parseBody(body, names); err == nil {
		_, err = b.write(try.value, inString)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("body: %w", err)
	}
	return p, b, nil
}

// write returns the text with the values, each escaped with escape.
func (t template) write(value func(name string) (string, error), escape func(string) string) (string, error) {
	var out strings.Builder
	for _, p := range t {
		if p.name == "" {
			out.WriteString(p.text)
			continue
		}
		v, err := value(p.name)
		switch {
		case err != nil:
			return "", err
		case !p.number:
			v = escape(v)
		case jsontext.Value(v).Kind() != '0' || !jsontext.Value(v).IsValid():
			return "", fmt.Errorf("{%s:number}: %q is not a number", p.name, v)
		}
		out.WriteString(v)
	}
	return out.String(), nil
}

// plain escapes nothing.
func plain(text string) string { return text }

// inPath escapes a value for a path or a query.
func inPath(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// inString escapes a value for a string of JSON.
func inString(text string) string {
	quoted, err := jsontext.AppendQuote(nil, text)
	if err != nil {
		return strings.ToValidUTF8(text, "")
	}
	return string(quoted[1 : len(quoted)-1])
}
