package token_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"social.example/shared/token"
)

func encoded(c string, n int) string {
	return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(c, n)))
}

func TestKeysAreRead(t *testing.T) {
	t.Parallel()
	var keys token.Keys
	if err := keys.Decode("new:" + encoded("n", 32) + ", old.1_2-3:" + encoded("o", 64)); err != nil {
		t.Fatal(err)
	}
	if len(keys) != 2 || keys[0].ID != "new" || keys[1].ID != "old.1_2-3" {
		t.Errorf("read %d keys, the first %q, want new and old.1_2-3", len(keys), keys[0].ID)
	}
}

func TestBadKeysAreRefusedWithoutBeingRepeated(t *testing.T) {
	t.Parallel()
	good := encoded("s", 32)
	for name, value := range map[string]string{
		"nothing":      "",
		"no id":        good,
		"empty id":     ":" + good,
		"id of a path": "../../dev/null:" + good,
		"long id":      strings.Repeat("k", 65) + ":" + good,
		"31 bytes":     "k1:" + encoded("s", 31),
		"no base64":    "k1:" + strings.Repeat("?", 44),
		"second short": "k1:" + good + ",k2:" + encoded("s", 8),
		"same id":      "k1:" + good + ",k1:" + encoded("t", 32),
		"trailing":     "k1:" + good + ",",
	} {
		var keys token.Keys
		err := keys.Decode(value)
		if err == nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), good) {
			t.Errorf("%s: the error %q contains a key", name, err)
		}
	}
}

func TestDerivedKeysDifferByKeyAndPurpose(t *testing.T) {
	t.Parallel()
	var keys token.Keys
	if err := keys.Decode("k1:" + encoded("a", 32) + ",k2:" + encoded("b", 32)); err != nil {
		t.Fatal(err)
	}
	seen := [][]byte{bytes.Repeat([]byte("a"), 32), bytes.Repeat([]byte("b"), 32)}
	for _, purpose := range []string{"cursors", "other"} {
		derived, err := keys.Derive(purpose)
		if err != nil || len(derived) != 2 {
			t.Fatalf("derived %d keys, %v, want 2", len(derived), err)
		}
		again, _ := keys.Derive(purpose)
		for i, key := range derived {
			if !bytes.Equal(key, again[i]) {
				t.Errorf("%s: key %d differs between calls", purpose, i)
			}
			for _, other := range seen {
				if bytes.Equal(key, other) {
					t.Errorf("%s: key %d equals another key", purpose, i)
				}
			}
			seen = append(seen, key)
		}
	}
}
