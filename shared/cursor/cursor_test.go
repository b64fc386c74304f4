package cursor_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"social.example/shared/cursor"
)

var (
	position = cursor.Position{At: time.Date(2026, 3, 1, 12, 0, 0, 123456000, time.UTC), ID: 42, Rank: 0.25}
	sealer   = cursor.Sealer{Keys: [][]byte{[]byte("first key"), []byte("second key")}}
)

func TestOpenReturnsWhatWasSealed(t *testing.T) {
	t.Parallel()
	got, err := sealer.Open("feed?user=1", sealer.Seal("feed?user=1", position))
	if err != nil || got != position {
		t.Errorf("got %v, %v; want %v", got, err, position)
	}
}

func TestOpenAcceptsTheKeyBeforeRotation(t *testing.T) {
	t.Parallel()
	old := cursor.Sealer{Keys: sealer.Keys[1:]}
	if _, err := sealer.Open("feed", old.Seal("feed", position)); err != nil {
		t.Error(err)
	}
	if _, err := old.Open("feed", sealer.Seal("feed", position)); err == nil {
		t.Error("a cursor was opened without its key")
	}
}

func TestOpenRefusesAnotherList(t *testing.T) {
	t.Parallel()
	_, err := sealer.Open("feed?user=2", sealer.Seal("feed?user=1", position))
	if !errors.Is(err, cursor.ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
}

func TestOpenRefusesEveryAlteration(t *testing.T) {
	t.Parallel()
	good := []byte(sealer.Seal("feed", position))
	for i := range good {
		for b := range 256 {
			altered := append([]byte(nil), good...)
			altered[i] = byte(b)
			if _, err := sealer.Open("feed", string(altered)); (err == nil) != (altered[i] == good[i]) {
				t.Fatalf("byte %d set to %#x: got %v, want an error: %t", i, b, err, altered[i] != good[i])
			}
		}
	}
}

func TestOpenRefusesLineBreaks(t *testing.T) {
	t.Parallel()
	good := sealer.Seal("feed", position)
	for _, text := range []string{good + "\n", good[:8] + "\r\n" + good[8:], good[:len(good)-24] + strings.Repeat("\n", 24)} {
		if _, err := sealer.Open("feed", text); !errors.Is(err, cursor.ErrForeign) {
			t.Errorf("%q: got %v, want ErrForeign", text, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("feed", sealer.Seal("feed", position))
	f.Add("", "e30")
	f.Add("feed", strings.Repeat("0", 24)+strings.Repeat("\n", 24))
	f.Fuzz(func(t *testing.T, list, text string) {
		p, err := sealer.Open(list, text)
		if err != nil {
			return
		}
		if text != "" && sealer.Seal(list, p) != text {
			t.Errorf("%q was opened but differs from the sealed %v", text, p)
		}
	})
}

func TestOpenReturnsWhatIsStillToBeSkipped(t *testing.T) {
	t.Parallel()
	want := position
	want.Skip = 1000
	text := sealer.Seal("feed", want)
	if got, err := sealer.Open("feed", text); err != nil || got != want {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if _, err := sealer.Open("feed", text[:len(text)-1]+"!"); !errors.Is(err, cursor.ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
}
