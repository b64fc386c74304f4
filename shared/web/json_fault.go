package web

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/fault"
)

// jsonFault converts a JSON error to a fault that names the bad field.
func jsonFault(err error) error {
	if named, ok := errors.AsType[*fault.Fault](err); ok {
		return named
	}
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
			return errNoObject
		}
		return fieldFault(semantic.JSONPointer, notOfKind(semantic.JSONKind))
	}
	return fault.New(fault.Invalid, "the body is not valid JSON")
}

var errNoObject = fault.New(fault.Invalid, "the body must be a JSON object")

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

func notOfKind(k jsontext.Kind) string {
	return fmt.Sprintf("must not be a JSON %s of this form", kindName(k))
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
