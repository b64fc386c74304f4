// Package cursor seals positions in a list. A client can return a cursor, but can't
// create or change one, or use it for another list.
package cursor

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// Position is the last row of a page: the next page begins after it. Rank is set if
// the list is sorted by more than time. Skip is set if the page ended before all
// rows to be skipped were skipped.
type Position struct {
	At   time.Time // in microseconds
	ID   int64
	Rank float32
	Skip int32 // how many rows are still to be skipped
}

// First is the position before the first row of every list.
var First = Position{}

// IsFirst reports whether p is First.
func (p Position) IsFirst() bool { return p == First }

// Compare returns -1 if p comes earlier than q in a list sorted by time, oldest first,
// 1 if it comes later, and 0 if neither.
func (p Position) Compare(q Position) int { return cmp.Or(p.At.Compare(q.At), cmp.Compare(p.ID, q.ID)) }

// Before reports whether p comes earlier than q in a list sorted by time, oldest
// first.
func (p Position) Before(q Position) bool { return p.Compare(q) < 0 }

const (
	bodySize = 8 + 8 + 4
	skipSize = 4 // at the end of the body, only if Skip is set
	sealSize = 16
)

var encoding = base64.RawURLEncoding.Strict()

// Sealer seals with its first key and opens with any key, so that keys can be
// rotated.
type Sealer struct{ Keys [][]byte }

// Seal returns the cursor of a position in a list. The list's name must include
// everything that its order and content depend on: operation, owner, sort and
// filters. The cursor of First is empty.
func (s Sealer) Seal(list string, p Position) string {
	if p.IsFirst() {
		return ""
	}
	body := make([]byte, 0, bodySize+skipSize+sealSize)
	body = binary.BigEndian.AppendUint64(body, uint64(p.At.UnixMicro()))
	body = binary.BigEndian.AppendUint64(body, uint64(p.ID)) //nolint:gosec // G115: the bits, read back as they are
	body = binary.BigEndian.AppendUint32(body, math.Float32bits(p.Rank))
	if p.Skip != 0 {
		body = binary.BigEndian.AppendUint32(body, uint32(p.Skip)) //nolint:gosec // G115: the bits, read back as they are
	}
	return encoding.EncodeToString(append(body, seal(s.Keys[0], list, body)...))
}

// ErrForeign is returned for a cursor that was not sealed for the list.
var ErrForeign = errors.New("the cursor is not one of this list")

// Open returns the position that was sealed for the same list, or ErrForeign for any
// other text. An empty cursor is First.
func (s Sealer) Open(list, cursor string) (Position, error) {
	if cursor == "" {
		return First, nil
	}
	// The decoder ignores line breaks, so also compare the text's length with that
	// of a sealed cursor.
	raw, err := encoding.DecodeString(cursor)
	size := len(raw) - sealSize
	if err != nil || size != bodySize && size != bodySize+skipSize || len(cursor) != encoding.EncodedLen(len(raw)) {
		return First, ErrForeign
	}
	for _, key := range s.Keys {
		if hmac.Equal(raw[size:], seal(key, list, raw[:size])) {
			return parse(raw[:size]), nil
		}
	}
	return First, ErrForeign
}

func parse(body []byte) Position {
	p := Position{
		At:   time.UnixMicro(int64(binary.BigEndian.Uint64(body))).UTC(), //nolint:gosec // G115: the bits that Seal wrote
		ID:   int64(binary.BigEndian.Uint64(body[8:])),                   //nolint:gosec // G115: as above
		Rank: math.Float32frombits(binary.BigEndian.Uint32(body[16:])),
	}
	if len(body) > bodySize {
		p.Skip = int32(binary.BigEndian.Uint32(body[bodySize:])) //nolint:gosec // G115: as above
	}
	return p
}

func seal(key []byte, list string, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	mac.Write([]byte(list))
	return mac.Sum(nil)[:sealSize]
}
