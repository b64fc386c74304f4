package web

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/fault"
)

var decoding = json.JoinOptions(json.RejectUnknownMembers(true), json.WithUnmarshalers(lists))

// fieldsFault returns a fault that names every bad field of a body that can't be
// decoded, up to maxProblems: those with known problems, with the wrong type, unknown
// ones, and given ones with invalid values. It decodes the fields one by one. If it
// finds none, the fault is that of the cause.
func fieldsFault[T Valid](body []byte, value *T, problems map[string]string, cause error) error {
	var fields map[string]jsontext.Value
	if err := json.Unmarshal(body, &fields); err != nil {
		return jsonFault(err)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if len(problems) >= maxProblems {
			break
		}
		field, err := json.Marshal(map[string]jsontext.Value{name: fields[name]})
		if err != nil {
			return err
		}
		if err := json.Unmarshal(field, value, decoding); err != nil {
			bad, _ := errors.AsType[*fault.Fault](jsonFault(err))
			addProblems(problems, bad.Fields)
		}
	}
	invalid := normalized(*value).Validate()
	maps.DeleteFunc(invalid, func(name, _ string) bool { return fields[outer(name)] == nil })
	addProblems(problems, invalid)
	return cmp.Or(fault.InvalidFields(problems), jsonFault(cause))
}

// addProblems adds the problems of fields that have none yet.
func addProblems(problems, more map[string]string) {
	known := map[string]bool{}
	for name := range problems {
		known[outer(name)] = true
	}
	for name, rule := range more {
		if !known[outer(name)] {
			problems[name] = rule
		}
	}
}

// outer returns the name of the field that a value with this name is in: tags for tags[1].
func outer(name string) string {
	name, _, _ = strings.Cut(name, "[")
	return name
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

var lists = json.UnmarshalFromFunc(func(d *jsontext.Decoder, list *[]string) error {
	if d.PeekKind() != '[' {
		return errors.ErrUnsupported
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	*list = []string{}
	for d.PeekKind() != ']' {
		if len(*list) == keptElements {
			if err := d.SkipValue(); err != nil {
				return err
			}
			continue
		}
		var element string
		if err := json.UnmarshalDecode(d, &element); err != nil {
			return err
		}
		*list = append(*list, element)
	}
	_, err := d.ReadToken()
	return err
})

// jsonFault converts a JSON error to a fault that names the bad field.
func jsonFault(err error) error {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return fieldFault(syntax.JSONPointer, "must be given once")
		}
		return fault.New(fault.Invalid, "the body is not valid JSON near byte %d", syntax.ByteOffset)
	}
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		switch {
		case errors.Is(err, json.ErrUnknownName):
			return fieldFault(semantic.JSONPointer, "is not a field of this request")
		case semantic.JSONPointer == "":
			return fault.New(fault.Invalid, "the body must be a JSON object")
		}
		return fieldFault(semantic.JSONPointer, fmt.Sprintf("must not be a JSON %s of this form", kindName(semantic.JSONKind)))
	}
	return fault.New(fault.Invalid, "the body is not valid JSON")
}

func fieldFault(pointer jsontext.Pointer, rule string) error {
	return fault.InvalidFields(map[string]string{fieldName(pointer): rule})
}

// fieldName returns a field's name as problems show it: tags[1] for the pointer
// /tags/1. It is at most 60 characters long.
func fieldName(pointer jsontext.Pointer) string {
	var name strings.Builder
	for token := range pointer.Tokens() {
		if name.Len() > 60*utf8.UTFMax {
			break
		}
		switch _, err := strconv.ParseUint(token, 10, 64); {
		case err == nil && name.Len() > 0:
			name.WriteString("[" + token + "]")
		case name.Len() > 0:
			name.WriteString("." + token)
		default:
			name.WriteString(token)
		}
	}
	return fmt.Sprintf("%.60s", name.String())
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case '0':
		return "number"
	case 't', 'f':
		return "boolean"
	default:
		return "value"
	}
}
