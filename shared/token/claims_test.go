package token_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"social.example/shared/token"
)

// The claims are written to the token verbatim, valid or not.
func TestVerifyRefusesInvalidDatesAndNamesInAnotherCase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"iat", "nbf", "exp"} {
		for _, value := range []string{
			`1e19`, `-1e19`, `9223372036854775808`, `9223372036854775807`, `-9223372036854775808`, `1e999`,
			`DATE.5`, `DATEe0`, `"DATE"`, `""`, `true`, `null`, `[]`, `{}`,
		} {
			f := newForgery()
			// The date alone is right.
			f.claims[name] = json.RawMessage(strings.ReplaceAll(value, "DATE", fmt.Sprint(f.claims[name])))
			if _, err := authority(t).Verify(f.sign(t)); !errors.Is(err, token.ErrInvalid) {
				t.Errorf("%s is %s: got %v, want ErrInvalid", name, value, err)
			}
		}
	}
	for name := range newForgery().claims {
		f := newForgery()
		f.claims[strings.ToUpper(name)] = f.claims[name]
		delete(f.claims, name)
		if _, err := authority(t).Verify(f.sign(t)); !errors.Is(err, token.ErrInvalid) {
			t.Errorf("%s in upper case: got %v, want ErrInvalid", name, err)
		}
	}
	for _, name := range []string{"alg", "kid"} {
		f := newForgery()
		f.header[strings.ToUpper(name)] = f.header[name]
		delete(f.header, name)
		if _, err := authority(t).Verify(f.sign(t)); !errors.Is(err, token.ErrInvalid) {
			t.Errorf("%s of the header in upper case: got %v, want ErrInvalid", name, err)
		}
	}
}
