package apitest

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"

	"social.example/shared/gcplog"
)

// Log holds what was logged since CaptureLog.
type Log struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

// CaptureLog redirects the default logger to a Log, in the format that functions
// use. The process has only one such logger: call it in TestMain, and let each test
// search for lines that only it can have caused.
func CaptureLog() *Log {
	l := &Log{}
	slog.SetDefault(gcplog.New(l))
	return l
}

// Write implements io.Writer.
func (l *Log) Write(line []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(line)
}

// Lines returns the lines that contain the text.
func (l *Log) Lines(text string) []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	var lines []string
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, text) {
			lines = append(lines, line)
		}
	}
	return lines
}

// clocks matches the time and the latency of a line. Their digits can be those of a
// short secret, such as a code, by chance.
var clocks = regexp.MustCompile(`"time":"[0-9-]+T[0-9:.]+Z"|"latency":"[0-9.]+s"`)

// WantNone fails the test if one of the secrets was logged.
func (l *Log) WantNone(t testing.TB, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		for _, line := range l.Lines(secret) {
			if strings.Contains(clocks.ReplaceAllString(line, ""), secret) {
				t.Errorf("%q is in the log: %s", secret, line)
				break
			}
		}
	}
}
