package console_test

import (
	"io"
	"os"
	"testing"

	"social.example/infra/local/console"
)

func TestSpeakersPassOnWholeLines(t *testing.T) {
	t.Parallel()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := console.New(writer)
	feed, users := c.Speaker("feed"), c.Speaker("users")
	for _, part := range []string{"a", "b\nc", "\n"} {
		if _, err := io.WriteString(feed, part); err != nil {
			t.Fatal(err)
		}
		users.Printf("%d", len(part))
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	const want = "[users]          1\n" +
		"[feed]           ab\n[users]          3\n" +
		"[feed]           c\n[users]          1\n"
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
