package web

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

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
	problems := inspect(body, nullable)
	if err = json.Unmarshal(body, &value, decoding); err != nil || len(problems) > 0 {
		return value, nil, fieldsFault[T](body, problems, err)
	}
	value = normalized(value)
	return value, body, fault.InvalidFields(value.Validate())
}

func normalized[T any](value T) T {
	if n, ok := any(value).(normal[T]); ok {
		return n.Normal()
	}
	return value
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
