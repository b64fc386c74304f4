package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/fault"
)

// MaxBody is the size of the largest body that is read, in bytes.
const MaxBody = 1 << 20

// Valid is what a request body must be: a type that can say which of its fields
// are wrong.
type Valid interface{ Validate() map[string]string }

// normal is a body of which some fields have a normal form. What Decode returns
// is in it: no operation can forget it.
type normal[T any] interface{ Normal() T }

// Decode reads the body as one JSON value of type T and validates it. Unknown
// and repeated fields, names in another case, text after the value, invalid
// UTF-8 and NUL are refused.
func Decode[T Valid](w http.ResponseWriter, r *http.Request) (T, error) {
	value, _, err := DecodeBody[T](w, r)
	return value, err
}

// DecodeBody is Decode and also returns the body as it was sent.
func DecodeBody[T Valid](w http.ResponseWriter, r *http.Request) (value T, body []byte, err error) {
	if body, err = readBody(w, r); err != nil {
		return value, nil, err
	}
	if err = json.Unmarshal(body, &value, json.RejectUnknownMembers(true)); err != nil {
		return value, nil, jsonFault(err)
	}
	if n, ok := any(value).(normal[T]); ok {
		value = n.Normal()
	}
	return value, body, fault.InvalidFields(value.Validate())
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	mediaType, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := parameters["charset"]
	if err != nil || mediaType != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, fault.New(fault.UnsupportedMedia, "the body must be application/json in UTF-8")
	}
	if r.Header.Get("Content-Encoding") != "" {
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
	return body, checkNUL(body)
}

// checkNUL refuses \u0000 anywhere in the text: PostgreSQL can't store it, and
// bcrypt takes it for the end of the password.
func checkNUL(body []byte) error {
	if !bytes.Contains(body, []byte(`\u0000`)) {
		return nil
	}
	for d := jsontext.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.ReadToken()
		if err != nil {
			return nil // Decode says better what is wrong
		}
		if token.Kind() == '"' && strings.ContainsRune(token.String(), 0) {
			return fieldFault(d.StackPointer(), "must not contain NUL")
		}
	}
}

// jsonFault says what is wrong with the body in terms of its fields.
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
	name := strings.ReplaceAll(strings.TrimPrefix(string(pointer), "/"), "/", ".")
	return fault.InvalidFields(map[string]string{fmt.Sprintf("%.60s", name): rule})
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
