package main

import "testing"

func TestProcessesTakeTurns(t *testing.T) {
	t.Parallel()
	s := &service{programs: []program{{base: "a"}, {base: "b"}, {base: "c"}}}
	got := ""
	for range 7 {
		got += s.next()
	}
	if got != "abcabca" {
		t.Errorf("requests go to %s, want abcabca", got)
	}
}
