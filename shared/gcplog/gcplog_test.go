package gcplog_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"testing"

	"social.example/shared/gcplog"
)

func TestLineHasCloudLoggingsFields(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	ctx := gcplog.Scope(t.Context(), slog.String("request_id", "r1"))
	gcplog.New(&out).WarnContext(ctx, "two\nlines", slog.Int("n", 3))

	if n := bytes.Count(out.Bytes(), []byte("\n")); n != 1 {
		t.Errorf("%d lines, want 1: %s", n, &out)
	}
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"severity": "WARNING", "message": "two\nlines", "request_id": "r1", "n": 3.0} {
		if line[key] != want {
			t.Errorf("%s is %v, want %v", key, line[key], want)
		}
	}
}

func TestInnerScopesDoNotLeakIntoTheirSiblings(t *testing.T) {
	t.Parallel()
	outer := gcplog.Scope(t.Context(), slog.String("a", "1"))
	gcplog.Scope(outer, slog.String("b", "2"))
	var out bytes.Buffer
	gcplog.New(&out).InfoContext(gcplog.Scope(outer, slog.String("c", "3")), "m")
	if bytes.Contains(out.Bytes(), []byte(`"b"`)) {
		t.Errorf("%s contains an attribute of a sibling context", &out)
	}
}

func TestTrace(t *testing.T) {
	t.Parallel()
	const id = "0af7651916cd43dd8448eb211c80319c"
	config := gcplog.Config{Project: "p"}
	for _, test := range []struct{ header, value, want string }{
		{"Traceparent", "00-" + id + "-b7ad6b7169203331-01", "projects/p/traces/" + id},
		{"X-Cloud-Trace-Context", id + "/1;o=1", "projects/p/traces/" + id},
		{"X-Cloud-Trace-Context", `x","severity":"ALERT`, ""},
		{"X-Other", id, ""},
	} {
		got := config.Trace(http.Header{test.header: {test.value}})
		want := slog.Attr{}
		if test.want != "" {
			want = slog.String("logging.googleapis.com/trace", test.want)
		}
		if !got.Equal(want) {
			t.Errorf("%s %q: got %v, want %q", test.header, test.value, got, test.want)
		}
	}
}
