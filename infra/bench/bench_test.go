package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/versus"
	"social.example/infra/local/checkout"
	"social.example/infra/local/postgres"
)

// TestBenchMeasuresEverything runs the whole bench on the tiny set, too briefly for
// meaningful figures. Every response is checked; a wrong one fails the test.
func TestBenchMeasuresEverything(t *testing.T) {
	t.Parallel()
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	c.Local = t.TempDir()
	o := options{
		size: dataset.Tiny, only: everything, clients: []int{2},
		warmUp: 10 * time.Millisecond, window: 30 * time.Millisecond, starts: 1, requests: 16, instances: 1,
	}
	var out strings.Builder
	if err := measure(t.Context(), c, programs(t), o, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| baseline: plain JSON over net/http | 2 |", "| profile | 2 |", "| post with comments | 2 |",
		"| feed, follows 0, wrote nothing | 2 |", "| feed, follows 20 quiet | 2 |",
		"| feed after 1000 posts, follows 100 | 2 |", "| feed, search in 0.01 % | 2 |", "| feed, tag of rank 2000 | 2 |",
		"| feed, since and until | 2 |", "| sign-in | 2 |", "| create post | 2 |", "| comment | 2 |",
		"| follow, unfollow | 2 |", "| mix | 2 |", "| like, unlike: all one post | 2 |", "| like, unlike: each another post | 2 |",
		"| reply | 2 |", "| notifications | 2 |", "| unread notifications | 2 |", "| mix with likes | 2 |",
		"| comments of a post | 2 |", "| followers | 2 |", "| search of users | 2 |", "| report | 2 |", "| queue of reports | 2 |",
		"| report, resolution | 2 |", "| feed, follows 20, blocked 20 | 2 |", "| comments of a post, blocked 20 | 2 |", "| followers, blocked 20 | 2 |",
		"| search of users, blocked 20 | 2 |", "| notifications, blocked 20 | 2 |", "| profile, while 64 clients sign in | 16 |", "| authentication |",
		"| profile: the plain server | 2 |", "| profile: the store | 2 |", "| post with comments: the plain server | 2 |", "| post with comments: the store | 2 |",
		"| create post: the row | 2 |", "| create post: the store | 2 |", "| comment: the row | 2 |", "| comment: the store | 2 |",
		"| follow, unfollow: the row | 2 |", "| follow, unfollow: the store | 2 |",
		"| streams open at once |", "a post reaches",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &out)
		}
	}
}

// programs returns this machine's PostgreSQL.
func programs(t *testing.T) postgres.Programs {
	t.Helper()
	found, err := postgres.FindAny(t.Context(), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// said is a writer that sends each text to its channel.
type said chan string

func (s said) Write(text []byte) (int, error) {
	s <- string(text)
	return len(text), nil
}

// TestBenchComparesItself compares the bench with a second one that serves.
func TestBenchComparesItself(t *testing.T) {
	t.Parallel()
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	found := programs(t)
	o := options{size: dataset.Tiny, only: everything, clients: []int{2}, warmUp: 10 * time.Millisecond, window: 120 * time.Millisecond, instances: 2}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	written, served := make(said, 1), make(chan error, 1)
	c.Local = t.TempDir()
	go func() { served <- serve(ctx, c, found, o, written) }()
	var recipe versus.Recipe
	select {
	case text := <-written:
		if recipe, err = versus.Parse([]byte(text)); err != nil {
			t.Fatal(err)
		}
	case err := <-served:
		t.Fatal(err)
	}
	o.versus = &recipe
	c.Local = t.TempDir()
	var out strings.Builder
	if err := measure(t.Context(), c, found, o, &out); err != nil {
		t.Fatal(err)
	}
	for name := range recipe.Scenarios {
		if !strings.Contains(out.String(), "| "+name+" | 2 |") {
			t.Errorf("the report lacks %q:\n%s", name, &out)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}
