// Package gcplog writes structured logs for Cloud Logging, one JSON object per line:
// https://cloud.google.com/logging/docs/structured-logging.
package gcplog

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
)

// Config holds the logging settings from the environment.
type Config struct {
	// Project is part of the trace's name. Without it Cloud Logging does not link a
	// line to its trace.
	Project string `envconfig:"GOOGLE_CLOUD_PROJECT"`
}

// New returns a logger that writes to w. It adds to each line the attributes that
// Scope put into the context.
func New(w io.Writer) *slog.Logger {
	out := &output{w: w}
	return slog.New(scoped{plain{slog.NewJSONHandler(out, &slog.HandlerOptions{ReplaceAttr: rename}), out}})
}

func rename(groups []string, a slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return a
	}
	switch a.Key {
	case slog.MessageKey:
		a.Key = "message"
	case slog.LevelKey:
		a.Key = "severity"
		if level, ok := a.Value.Any().(slog.Level); ok && level == slog.LevelWarn {
			a.Value = slog.StringValue("WARNING")
		}
	case slog.TimeKey:
		a.Value = slog.TimeValue(a.Value.Time().UTC())
	}
	return a
}

type scopeKey struct{}

// Scope returns a context that adds attrs to every log line.
func Scope(ctx context.Context, attrs ...slog.Attr) context.Context {
	outer, _ := ctx.Value(scopeKey{}).([]slog.Attr)
	return context.WithValue(ctx, scopeKey{}, append(outer[:len(outer):len(outer)], attrs...))
}

type scoped struct{ slog.Handler }

func (h scoped) Handle(ctx context.Context, r slog.Record) error {
	if attrs, ok := ctx.Value(scopeKey{}).([]slog.Attr); ok {
		r.AddAttrs(attrs...)
	}
	return h.Handler.Handle(ctx, r)
}

func (h scoped) WithAttrs(attrs []slog.Attr) slog.Handler {
	return scoped{h.Handler.WithAttrs(attrs)}
}

func (h scoped) WithGroup(name string) slog.Handler { return scoped{h.Handler.WithGroup(name)} }

// Trace returns the attribute that links a line to the request's trace. It reads the
// W3C traceparent header or Google's X-Cloud-Trace-Context, and returns an empty
// attribute if neither is valid or Project is not set.
func (c Config) Trace(h http.Header) slog.Attr {
	id := ""
	if parts := strings.SplitN(h.Get("Traceparent"), "-", 5); len(parts) == 4 {
		id = parts[1]
	} else {
		id, _, _ = strings.Cut(h.Get("X-Cloud-Trace-Context"), "/")
	}
	if c.Project == "" || len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
		return slog.Attr{}
	}
	return slog.String("logging.googleapis.com/trace", "projects/"+c.Project+"/traces/"+id)
}
