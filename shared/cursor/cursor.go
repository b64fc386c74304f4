// Package cursor seals positions in a list, so that a client can hand one back
// but neither make nor change one, nor use it for another list.
package cursor

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// Position is the last row of a page: the next page begins after it. Rank is
// set where a list is sorted by more than time, Skip where the page ended before
// it had left out as many rows as it was to.
type Position struct {
	At   time.Time // to the microsecond
	ID   int64
	Rank float32
	Skip int32 // how many rows are still to be left out
}

// First is the position before the first row of every list.
var First = Position{}

// IsFirst reports whether the position is before the first row.
func (p Position) IsFirst() bool { return p == First }

// Before reports whether the position comes earlier in a list that is sorted by
// time, the oldest first.
func (p Position) Before(q Position) bool {
	return p.At.Before(q.At) || p.At.Equal(q.At) && p.ID < q.ID
}

const (
	bodySize = 8 + 8 + 4
	skipSize = 4 // at the body's end, if there is anything to skip
	sealSize = 16
)

var encoding = base64.RawURLEncoding.Strict()

// Sealer seals with its first key and opens with any, so that keys can be
// rotated.
type Sealer struct{ Keys [][]byte }

// Seal returns the cursor of the position in a list. The list's name says all
// that its order and content depend on: operation, owner, sort, filters. The
// first position's cursor is empty.
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

// ErrForeign is the error of a cursor that is not one of the list's.
var ErrForeign = errors.New("the cursor is not one of this list")

// Open returns the position that Seal was given for the same list, ErrForeign
// for anything else.
func (s Sealer) Open(list, cursor string) (Position, error) {
	if cursor == "" {
		return First, nil
	}
	// The decoder skips line breaks, so the text's length does not tell what is
	// in it; and a text of another length can't be what was sealed.
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
