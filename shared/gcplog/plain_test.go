package gcplog

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"math"
	"strings"
	"testing"
	"time"
)

// record returns a record with a fixed time.
func record(level slog.Level, message string, attrs ...slog.Attr) slog.Record {
	r := slog.NewRecord(time.Date(2026, 3, 1, 13, 0, 0, 120_000, time.FixedZone("", 3600)), level, message, 0)
	r.AddAttrs(attrs...)
	return r
}

// request returns the record of a request as observe makes it.
func request() slog.Record {
	return record(slog.LevelInfo, "GET /v1/users/{id}", slog.GroupAttrs("httpRequest",
		slog.String("requestMethod", "GET"), slog.String("requestUrl", "/v1/users/7"), slog.Int("status", 200),
		slog.Int64("responseSize", 120), slog.String("latency", "0.000120s"), slog.String("protocol", "HTTP/1.1")),
		slog.Int64("user_id", 7), slog.String("request_id", "r1"), slog.Attr{})
}

func TestLinesEqualThoseOfTheStandardHandler(t *testing.T) {
	t.Parallel()
	awkward := []string{"", "a b", `"`, `\`, "<&>", "\x00\n\t\x7f", "\u2028é漢\U0001F600", "\xff\xc3", strings.Repeat("x", 3*lineSize)}
	values := []slog.Value{
		slog.IntValue(-1), slog.Int64Value(math.MaxInt64), slog.Uint64Value(math.MaxUint64), slog.Float64Value(0.1), slog.BoolValue(true),
		slog.DurationValue(time.Second), slog.TimeValue(time.Unix(1, 5)), slog.AnyValue(errors.New("a\n\"cause\"")), slog.AnyValue([]int{1}),
		slog.AnyValue(nil), slog.GroupValue(), slog.GroupValue(slog.Int("a", 1), slog.Attr{}, slog.GroupAttrs("g", slog.String("b", "\n"))),
		slog.GroupValue(slog.Bool("a", false), slog.GroupAttrs("g", slog.String("b", "c"))),
	}
	records := []slog.Record{request(), record(slog.LevelInfo+1, "m"), {Level: slog.LevelInfo, Message: "no time"}}
	for _, level := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		records = append(records, record(level, "m"))
	}
	for _, text := range awkward {
		values = append(values, slog.StringValue(text))
		records = append(records, record(slog.LevelInfo, text), record(slog.LevelInfo, "m", slog.Int(text, 1)))
	}
	for _, value := range values {
		records = append(records, record(slog.LevelWarn, "m", slog.Attr{Key: "k", Value: value}, slog.Int("after", 1)))
	}
	records = append(records, record(slog.LevelInfo, "m", slog.String("msg", "x")), record(slog.LevelInfo, "m", slog.String("level", "x")))
	for _, r := range records {
		var want, got bytes.Buffer
		standard := slog.NewJSONHandler(&want, &slog.HandlerOptions{ReplaceAttr: rename})
		if err := standard.Handle(t.Context(), r.Clone()); err != nil {
			t.Fatal(err)
		}
		if err := New(&got).Handler().Handle(t.Context(), r.Clone()); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("got  %swant %s", &got, &want)
		}
	}
}

func TestLineOfARequestNeedsNoStandardHandler(t *testing.T) {
	t.Parallel()
	if _, ok := appendLine(nil, request()); !ok {
		t.Error("the line of a request goes to the standard handler")
	}
}

func BenchmarkRequestLine(b *testing.B) {
	for name, h := range map[string]slog.Handler{
		"standard": slog.NewJSONHandler(io.Discard, &slog.HandlerOptions{ReplaceAttr: rename}),
		"plain":    New(io.Discard).Handler(),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = h.Handle(b.Context(), request())
			}
		})
	}
}
