package gcplog

import (
	"context"
	"io"
	"log/slog"
	"strconv"
	"sync"
	"time"
)

// plain writes the lines that need no reflection and no escapes, such as the line of a
// request. All others go to the embedded handler, which writes the same format.
type plain struct {
	slog.Handler
	out *output
}

// output lets two handlers share a writer: each line is one Write.
type output struct {
	mutex sync.Mutex
	w     io.Writer
}

func (o *output) Write(line []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.w.Write(line)
}

// lineSize is larger than most lines.
const lineSize = 1024

var lines = sync.Pool{New: func() any {
	line := make([]byte, 0, lineSize)
	return &line
}}

// Handle implements slog.Handler.
func (h plain) Handle(ctx context.Context, r slog.Record) error {
	buffer := lines.Get().(*[]byte) //nolint:forcetypeassert // the pool holds nothing else
	defer lines.Put(buffer)
	line, ok := appendLine((*buffer)[:0], r)
	if !ok {
		return h.Handler.Handle(ctx, r)
	}
	if cap(line) <= 4*lineSize {
		*buffer = line
	}
	_, err := h.out.Write(line)
	return err
}

// WithAttrs implements slog.Handler.
func (h plain) WithAttrs(attrs []slog.Attr) slog.Handler { return h.Handler.WithAttrs(attrs) }

// WithGroup implements slog.Handler.
func (h plain) WithGroup(name string) slog.Handler { return h.Handler.WithGroup(name) }

var severities = map[slog.Level]string{
	slog.LevelDebug: "DEBUG", slog.LevelInfo: "INFO", slog.LevelWarn: "WARNING", slog.LevelError: "ERROR",
}

// appendLine appends the line of the record. It reports false if it can't.
func appendLine(line []byte, r slog.Record) (_ []byte, ok bool) {
	severity, known := severities[r.Level]
	if !known || r.Time.IsZero() {
		return line, false
	}
	line = append(line, `{"time":"`...)
	line = r.Time.UTC().AppendFormat(line, time.RFC3339Nano)
	line = append(line, `","severity":"`...)
	line = append(line, severity...)
	line = append(line, `","message":`...)
	if line, ok = appendText(line, r.Message); !ok {
		return line, false
	}
	r.Attrs(func(a slog.Attr) bool {
		if a.Equal(slog.Attr{}) {
			return true
		}
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey { // rename changes them
			ok = false
			return false
		}
		line = append(line, ',')
		line, ok = appendAttr(line, a)
		return ok
	})
	return append(line, '}', '\n'), ok
}

// appendAttr appends the key and the value. It reports false if it can't.
func appendAttr(line []byte, a slog.Attr) (_ []byte, ok bool) {
	if line, ok = appendText(line, a.Key); !ok || a.Key == "" {
		return line, false
	}
	line = append(line, ':')
	switch a.Value.Kind() {
	case slog.KindString:
		return appendText(line, a.Value.String())
	case slog.KindInt64:
		return strconv.AppendInt(line, a.Value.Int64(), 10), true
	case slog.KindBool:
		return strconv.AppendBool(line, a.Value.Bool()), true
	case slog.KindGroup:
		return appendGroup(line, a.Value.Group())
	default:
		return line, false
	}
}

func appendGroup(line []byte, attrs []slog.Attr) (_ []byte, ok bool) {
	for i, a := range attrs {
		between := byte(',')
		if i == 0 {
			between = '{'
		}
		if line, ok = appendAttr(append(line, between), a); !ok {
			return line, false
		}
	}
	return append(line, '}'), len(attrs) > 0
}

// appendText appends the text in quotes. It reports false if the text needs escapes.
func appendText(line []byte, text string) ([]byte, bool) {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return line, false
		}
	}
	line = append(line, '"')
	line = append(line, text...)
	return append(line, '"'), true
}
