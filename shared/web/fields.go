package web

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/fault"
)

var decoding = json.JoinOptions(json.RejectUnknownMembers(true), json.WithUnmarshalers(lists))

// fieldsFault returns a fault that names every bad field of a body that can't be
// decoded, up to maxProblems: those with known problems, with the wrong type, unknown
// ones, repeated ones, and missing or given ones with invalid values. It decodes the
// fields one by one. If it finds none, the fault is that of the cause.
func fieldsFault[T Valid](body []byte, known map[string]string, cause error) error {
	fields, found, err := members(body)
	if err != nil {
		return err
	}
	var value T
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if len(found) >= maxProblems {
			break
		}
		bad := decodeMember(&value, name, fields[name])
		maps.Copy(found, bad)
		if bad[name] != "" || known[name] != "" {
			fill(&value, name)
		}
	}
	maps.Copy(found, known)
	problems := normalized(value).Validate()
	if problems == nil {
		problems = map[string]string{}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if len(problems) < maxProblems || problems[name] != "" {
			problems[name] = found[name]
		}
	}
	return cmp.Or(fault.InvalidFields(problems), jsonFault(cause))
}

// members returns the fields of a JSON object, and a problem for each that is given
// more than once.
func members(body []byte) (fields map[string]jsontext.Value, problems map[string]string, err error) {
	repeatable := jsontext.AllowDuplicateNames(true)
	var object jsontext.Value
	if err := json.Unmarshal(body, &object, repeatable); err != nil {
		return nil, nil, jsonFault(err)
	}
	fields, problems = map[string]jsontext.Value{}, map[string]string{}
	d := jsontext.NewDecoder(bytes.NewReader(object), repeatable)
	if token, err := d.ReadToken(); err != nil || token.Kind() != '{' {
		return nil, nil, errNoObject
	}
	for d.PeekKind() == '"' {
		token, _ := d.ReadToken() // the body is valid JSON
		name := token.String()
		value, _ := d.ReadValue()
		if fields[name] == nil {
			fields[name] = value.Clone()
		} else if len(problems) < maxProblems {
			problems[fieldName(d.StackPointer())] = "must be given once"
		}
	}
	return fields, problems, nil
}

// decodeMember decodes one field into value and returns its problems.
func decodeMember(value any, name string, field jsontext.Value) map[string]string {
	object, err := jsontext.AppendQuote([]byte("{"), name)
	if err == nil {
		object = append(append(append(object, ':'), field...), '}')
		err = json.Unmarshal(object, value, decoding)
	}
	if err == nil {
		return nil
	}
	bad, _ := errors.AsType[*fault.Fault](jsonFault(err))
	return bad.Fields
}

// fill gives a field that can't be decoded an empty value. Without a value, the field
// would count as absent.
func fill(value any, name string) {
	for _, empty := range []string{`""`, `0`, `[]`} {
		if decodeMember(value, name, jsontext.Value(empty)) == nil {
			return
		}
	}
}

const (
	maxDepth    = 2  // no field nests deeper than a list of strings
	maxProblems = 20 // the most that one response names
)

// inspect returns the fields with values that no field may have: null, unless the type
// allows it, and strings with NUL, which PostgreSQL can't store and bcrypt takes for
// the end of a password. It skips invalid JSON, for which Unmarshal gives better
// errors. It also skips deeper values, because the path to each costs as much as its
// depth.
func inspect(body []byte, nullable []string) map[string]string {
	problems := map[string]string{}
	d := jsontext.NewDecoder(bytes.NewReader(body))
	for looked := 0; looked < maxProblems; {
		token, err := d.ReadToken()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return map[string]string{}
		}
		var problem string
		switch {
		case d.StackDepth() > maxDepth:
			continue
		case token.Kind() == '"' && strings.ContainsRune(token.String(), 0):
			problem = "must not contain NUL"
		case token.Kind() == 'n':
			problem = "must not be null"
		default:
			continue
		}
		looked++
		name := fieldName(d.StackPointer())
		if token.Kind() != 'n' || name != "" && !slices.Contains(nullable, name) {
			problems[name] = problem
		}
	}
	return problems
}

// keptElements is how many elements of a list are kept. The rest is skipped, since
// every list in a request has a lower limit.
const keptElements = 100

// lists decodes a list of strings. Its error is a fault that names every element that
// is no string.
var lists = json.UnmarshalFromFunc(func(d *jsontext.Decoder, list *[]string) error {
	if d.PeekKind() != '[' {
		return errors.ErrUnsupported
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	*list = []string{}
	problems := map[string]string{}
	for d.PeekKind() != ']' {
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		if len(*list) == keptElements {
			continue
		}
		var element string
		if err := json.Unmarshal(value, &element); err != nil && len(problems) < maxProblems {
			problems[fieldName(d.StackPointer())] = notOfKind(value.Kind())
		}
		*list = append(*list, element)
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	return fault.InvalidFields(problems)
})
