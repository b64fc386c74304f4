// Package console prints the output of many programs to one terminal.
package console

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
)

// Console puts the speaker's name before each line and never mixes two lines.
type Console struct {
	mu       sync.Mutex
	out      *os.File
	coloured bool
	speakers int
}

// New returns a console that colours names if out is a terminal and NO_COLOR is
// empty.
func New(out *os.File) *Console {
	info, err := out.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	return &Console{out: out, coloured: terminal && os.Getenv("NO_COLOR") == ""}
}

// Speaker returns a writer for the output of one program.
func (c *Console) Speaker(name string) *Speaker {
	c.mu.Lock()
	defer c.mu.Unlock()
	prefix := fmt.Sprintf("%-16s ", "["+name+"]")
	if c.coloured {
		prefix = fmt.Sprintf("\x1b[%dm%s\x1b[0m", 31+c.speakers%6, prefix)
	}
	c.speakers++
	return &Speaker{console: c, prefix: prefix}
}

// Print writes text without a name before it.
func (c *Console) Print(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = io.WriteString(c.out, text)
}

// Speaker is an io.Writer that passes on whole lines.
type Speaker struct {
	console *Console
	prefix  string
	mu      sync.Mutex
	rest    []byte // an unfinished line
}

// Write implements io.Writer.
func (s *Speaker) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = append(s.rest, text...)
	for {
		line, rest, ended := bytes.Cut(s.rest, []byte("\n"))
		if !ended {
			return len(text), nil
		}
		s.console.Print(s.prefix + string(line) + "\n")
		s.rest = rest
	}
}

// Problem prints an error.
func (s *Speaker) Problem(err error) { s.Printf("%v", err) }

// Printf prints one line.
func (s *Speaker) Printf(format string, args ...any) {
	fmt.Fprintf(s, format+"\n", args...)
}
