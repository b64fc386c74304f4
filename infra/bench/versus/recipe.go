// Package versus sends the scenarios of the bench to another server. A recipe, a JSON
// file, says how.
package versus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Recipe describes another server: its address, its ids, how a client gets a token, and
// the requests of each scenario that is compared. The README of the bench explains the
// fields.
type Recipe struct {
	Name      string               `json:"name"`
	Base      string               `json:"base"`
	PIDs      []int                `json:"pids,omitempty"`
	Viewers   IDs                  `json:"viewers,omitzero"`
	Users     IDs                  `json:"users,omitzero"`
	Posts     IDs                  `json:"posts,omitzero"`
	Header    map[string]string    `json:"header,omitempty"`
	Token     *Token               `json:"token,omitempty"`
	Scenarios map[string][]Request `json:"scenarios"`
}

// Exchange is a request and its expected status.
type Exchange struct {
	Base   string         `json:"base,omitempty"` // the recipe's unless set
	Method string         `json:"method"`
	Path   string         `json:"path"`
	Body   jsontext.Value `json:"body,omitempty"`
	Status int            `json:"status"`
}

// Request is one request of a scenario.
type Request struct {
	Exchange
	Has       string  `json:"has,omitempty"`
	Viewers   IDs     `json:"viewers,omitzero"` // the recipe's unless set
	Anonymous bool    `json:"anonymous,omitzero"`
	Weight    float64 `json:"weight,omitzero"`
}

// Token says how a client gets a viewer's token. One of the fields is set.
type Token struct {
	Fixed  []string `json:"fixed,omitempty"` // one for each viewer
	HS256  *HS256   `json:"hs256,omitempty"`
	SignIn *SignIn  `json:"sign_in,omitempty"`
}

// HS256 is a recipe for JSON Web Tokens that the bench signs itself.
type HS256 struct {
	Key       string            `json:"key,omitempty"`        // as text
	KeyBase64 string            `json:"key_base64,omitempty"` // or as bytes
	Header    map[string]string `json:"header,omitempty"`     // in addition to alg and typ
	Claims    jsontext.Value    `json:"claims"`
	TTL       string            `json:"ttl"`
}

// SignIn is the request that returns a token.
type SignIn struct {
	Exchange
	Token string `json:"token"`         // where it is in the response
	TTL   string `json:"ttl,omitempty"` // the token never expires unless set
}

// Read reads a recipe from a file. Unknown and repeated fields are errors.
func Read(path string) (Recipe, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Recipe{}, fmt.Errorf("there is no file %s", path)
	}
	if err != nil {
		return Recipe{}, err
	}
	r, err := Parse(text)
	if err != nil {
		return r, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// Parse parses a recipe. New checks what its fields hold.
func Parse(text []byte) (Recipe, error) {
	var r Recipe
	err := json.Unmarshal(text, &r, json.RejectUnknownMembers(true))
	return r, err
}

// IDs are ids of the other server: a range of numbers, or a list.
type IDs struct {
	First int64    `json:"first,omitzero"`
	Step  int64    `json:"step,omitzero"` // 1 unless set
	Count int      `json:"count,omitzero"`
	List  []string `json:"list,omitempty"`
}

func (ids IDs) len() int { return max(ids.Count, len(ids.List)) }

func (ids IDs) at(n int) string {
	if len(ids.List) > 0 {
		return ids.List[n]
	}
	return strconv.FormatInt(ids.First+int64(n)*max(ids.Step, 1), 10)
}
