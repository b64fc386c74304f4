package main

import (
	"testing"

	"social.example/infra/local/checkout"
	"social.example/shared/token"
)

func TestKeysAreKeptAndFit(t *testing.T) {
	t.Parallel()
	c, err := checkout.At(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	first, second := newSystem(c), newSystem(c)
	for _, s := range []*system{first, second} {
		if err := s.addKeys(); err != nil {
			t.Fatal(err)
		}
	}
	if first.settings["JWT_KEYS"] != second.settings["JWT_KEYS"] {
		t.Error("a restart signs everybody out")
	}
	var keys token.Keys
	if err := keys.Decode(first.settings["JWT_KEYS"]); err != nil {
		t.Error(err)
	}
}
