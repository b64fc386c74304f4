package inbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"social.example/infra/local/inbox"
)

const valid = `{"personalizations":[{"to":[{"email":"maya@example.com"}]}],"from":{"email":"no-reply@example.com"},
	"subject":"Welcome","content":[{"type":"text/plain","value":"Hello"},{"type":"text/html","value":"<b>Hello</b>"}]}`

func send(t *testing.T, h http.Handler, key, body string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v3/mail/send", strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder
}

func do(t *testing.T, h http.Handler, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	return recorder
}

func list(t *testing.T, h http.Handler) []inbox.Message {
	t.Helper()
	var messages []inbox.Message
	body := do(t, h, http.MethodGet, "/api/messages").Body.Bytes()
	if err := json.Unmarshal(body, &messages); err != nil {
		t.Fatal(err)
	}
	if messages == nil {
		t.Errorf("%s is not a list", body)
	}
	return messages
}

func TestSendKeepsTheNewestFirst(t *testing.T) {
	t.Parallel()
	h := inbox.New("key", 3).Handler()
	for _, body := range []string{valid, strings.Replace(valid, "Welcome", "Again", 1)} {
		got := send(t, h, "key", body)
		if got.Code != http.StatusAccepted || got.Header().Get("X-Message-Id") == "" {
			t.Fatalf("got %d %v, want 202 and X-Message-Id", got.Code, got.Header())
		}
	}
	messages := list(t, h)
	if len(messages) != 2 || messages[0].Subject != "Again" || messages[0].ID == messages[1].ID {
		t.Fatalf("got %+v, want two messages, the newest first", messages)
	}
	m := messages[1]
	if m.To != "maya@example.com" || m.Text != "Hello" || m.HTML != "<b>Hello</b>" || m.ReceivedAt.IsZero() {
		t.Errorf("got %+v, want the mail to maya", m)
	}
}

func TestSendRefusesAsSendGridDoes(t *testing.T) {
	t.Parallel()
	h := inbox.New("key", 3).Handler()
	for name, test := range map[string]struct {
		key, body string
		want      int
	}{
		"wrong key":         {"another", valid, http.StatusUnauthorized},
		"no JSON":           {"key", "hello", http.StatusBadRequest},
		"nobody":            {"key", strings.Replace(valid, `{"to":[{"email":"maya@example.com"}]}`, "", 1), http.StatusBadRequest},
		"no address":        {"key", strings.Replace(valid, "maya@example.com", "maya", 1), http.StatusBadRequest},
		"no sender":         {"key", strings.Replace(valid, "no-reply@example.com", "", 1), http.StatusBadRequest},
		"no subject":        {"key", strings.Replace(valid, "Welcome", "", 1), http.StatusBadRequest},
		"no content":        {"key", strings.Replace(valid, `"Hello"`, `""`, 1), http.StatusBadRequest},
		"HTML before text":  {"key", strings.Replace(strings.Replace(valid, "text/plain", "text/htm", 1), "text/html", "text/plain", 1), http.StatusBadRequest},
		"larger than 30 MB": {"key", strings.Replace(valid, "Hello", strings.Repeat("x", 31<<20), 1), http.StatusRequestEntityTooLarge},
	} {
		got := send(t, h, test.key, test.body)
		if got.Code != test.want || !strings.Contains(got.Body.String(), `"errors":[{"message"`) {
			t.Errorf("%s: got %d %s, want %d", name, got.Code, got.Body, test.want)
		}
	}
	if messages := list(t, h); len(messages) != 0 {
		t.Errorf("kept %+v, want nothing", messages)
	}
}

func TestSandboxIsCheckedAndNotKept(t *testing.T) {
	t.Parallel()
	h := inbox.New("key", 3).Handler()
	sandbox := strings.TrimSuffix(valid, "}") + `,"mail_settings":{"sandbox_mode":{"enable":true}}}`
	if got := send(t, h, "key", sandbox); got.Code != http.StatusOK {
		t.Errorf("got %d, want 200", got.Code)
	}
	if messages := list(t, h); len(messages) != 0 {
		t.Errorf("kept %+v, want nothing", messages)
	}
}

func TestDeleteEmpties(t *testing.T) {
	t.Parallel()
	h := inbox.New("key", 3).Handler()
	send(t, h, "key", valid)
	if got := do(t, h, http.MethodDelete, "/api/messages"); got.Code != http.StatusNoContent {
		t.Errorf("got %d, want 204", got.Code)
	}
	if messages := list(t, h); len(messages) != 0 {
		t.Errorf("kept %+v, want nothing", messages)
	}
}

func TestPageEscapesMails(t *testing.T) {
	t.Parallel()
	h := inbox.New("key", 3).Handler()
	send(t, h, "key", strings.NewReplacer("Welcome", "<script>alert(1)</script>", "<b>", `\"><script>alert(2)</script><b>`).Replace(valid))
	got := do(t, h, http.MethodGet, "/")
	if got.Code != http.StatusOK || strings.Contains(got.Body.String(), "<script>") {
		t.Errorf("got %d %s, want 200 and no script", got.Code, got.Body)
	}
	if !strings.Contains(got.Body.String(), `sandbox="allow-popups`) {
		t.Error("the mail's HTML is not in a sandbox")
	}
}

func TestOldestMailsMakeRoom(t *testing.T) {
	t.Parallel()
	h := inbox.New("key", 2).Handler()
	for _, address := range []string{"first@example.com", "second@example.com", "third@example.com"} {
		send(t, h, "key", strings.Replace(valid, "maya@example.com", address, 1))
	}
	if messages := list(t, h); len(messages) != 2 || messages[0].To != "third@example.com" || messages[1].To != "second@example.com" {
		t.Errorf("kept %+v, want the third mail and the second", messages)
	}
}
