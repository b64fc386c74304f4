package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/fault"
)

// MaxBody is the largest request body that is read, in bytes. It is three times the
// size of the longest post with every character escaped.
const MaxBody = 64 << 10

// Valid is implemented by every request body type. Validate returns the invalid
// fields and their errors. A type that accepts null for some fields also has a
// method Nullable that returns their names.
type Valid interface{ Validate() map[string]string }

// normal is implemented by body types that normalize some fields. DecodeBody calls
// Normal itself, so that no operation can forget it.
type normal[T any] interface{ Normal() T }

// Decode reads the body as one JSON value of type T and validates it. It refuses
// unknown and repeated fields, field names in another case, data after the value,
// invalid UTF-8 and NUL.
func Decode[T Valid](w http.ResponseWriter, r *http.Request) (T, error) {
	value, _, err := DecodeBody[T](w, r)
	return value, err
}

// DecodeBody is Decode but also returns the raw body.
func DecodeBody[T Valid](w http.ResponseWriter, r *http.Request) (value T, body []byte, err error) {
	if body, err = readBody(w, r); err != nil {
		return value, nil, err
	}
	var nullable []string
	if n, ok := any(value).(interface{ Nullable() []string }); ok {
		nullable = n.Nullable()
	}
	if err = inspect(body, nullable); err != nil {
		return value, nil, err
	}
	if err = json.Unmarshal(body, &value, json.RejectUnknownMembers(true), json.WithUnmarshalers(lists)); err != nil {
		return value, nil, jsonFault(err)
	}
	if n, ok := any(value).(normal[T]); ok {
		value = n.Normal()
	}
	return value, body, fault.InvalidFields(value.Validate())
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	mediaType, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(parameters["charset"])
	if err != nil || mediaType != "application/json" || !slices.Contains([]string{"", "utf-8", "utf8"}, charset) {
		w.Header().Set("Accept", "application/json")
		return nil, fault.New(fault.UnsupportedMedia, "the body must be application/json in UTF-8")
	}
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		w.Header().Set("Accept-Encoding", "identity")
		return nil, fault.New(fault.UnsupportedMedia, "the body must not be compressed")
	}
	tooLarge := fault.New(fault.TooLarge, "the body must have at most %d bytes", MaxBody)
	if r.ContentLength > MaxBody {
		return nil, tooLarge
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	switch {
	case err != nil:
		return nil, BodyFault(err)
	case len(body) > MaxBody:
		return nil, tooLarge
	case len(bytes.TrimSpace(body)) == 0:
		return nil, fault.New(fault.Invalid, "the body is empty")
	}
	return body, nil
}

const (
	maxDepth    = 2  // no field nests deeper than a list of strings
	maxProblems = 20 // the most that one response names
)

// inspect refuses values that no field may have: null, unless the type allows it,
// and strings with NUL, which PostgreSQL can't store and bcrypt takes for the end of
// a password. It skips invalid JSON, for which Unmarshal gives better errors. It
// also skips deeper values, because the path to each costs as much as its depth.
func inspect(body []byte, nullable []string) error {
	problems := map[string]string{}
	d := jsontext.NewDecoder(bytes.NewReader(body))
	for looked := 0; looked < maxProblems; {
		token, err := d.ReadToken()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil
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
	return fault.InvalidFields(problems)
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
