package notifications_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/token"
)

// digested turns on the person's digest and returns the token of a link that turns it
// off.
func (p person) digested(t testing.TB) string {
	t.Helper()
	p.client.Do(t, "PATCH", path+"/settings", `{"digest": "weekly"}`).Want(t, http.StatusOK)
	key := [token.UnsubscribeKeySize]byte{1}
	_, err := p.db.Exec(t.Context(), `UPDATE notification_settings SET unsubscribe_key = $2 WHERE user_id = $1`, p.ID, key[:])
	if err != nil {
		t.Fatal(err)
	}
	return token.Unsubscribe{UserID: p.ID, Key: key}.Text()
}

func (p person) wantDigest(t testing.TB, want social.Digest) {
	t.Helper()
	var answer struct {
		Data social.NotificationSettings `json:"data"`
	}
	apitest.Decode(t, p.client.Do(t, "GET", path+"/settings", nil).Want(t, http.StatusOK), &answer)
	if answer.Data.Digest != want {
		t.Errorf("the digest of %s is %s, want %s", p.Username, answer.Data.Digest, want)
	}
}

// post sends a request to the token's address, without a session.
func (f function) post(t testing.TB, method, text, contentType, body string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, path+"/unsubscribe/"+text, strings.NewReader(body))
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	answer := httptest.NewRecorder()
	f.http.ServeHTTP(answer, request)
	return answer
}

func TestMailProgramsUnsubscribeWithoutASession(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	other := f.person(t)
	other.digested(t)
	const form = "application/x-www-form-urlencoded"
	for name, send := range map[string][2]string{
		"a form":            {form, "List-Unsubscribe=One-Click"},
		"a form with UTF-8": {form + "; charset=utf-8", "List-Unsubscribe=One-Click"},
		"a multipart form": {
			"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
		},
		"nothing":         {},
		"an empty form":   {form, ""},
		"JSON":            {"application/json", "{}"},
		"an unclear body": {"", "\x00\xff"},
	} {
		user := f.person(t)
		text := user.digested(t)
		for range 2 {
			if answer := f.post(t, "POST", text, send[0], send[1]); answer.Code != http.StatusNoContent || answer.Body.Len() != 0 {
				t.Errorf("%s: %d %s, want 204 without a body", name, answer.Code, answer.Body)
			}
		}
		user.wantDigest(t, social.NoDigest)
	}
	other.wantDigest(t, social.WeeklyDigest)
}

func TestALinkTurnsOffADigestThatIsTurnedOnAgain(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.person(t)
	text := user.digested(t)
	user.client.Do(t, "PATCH", path+"/settings", `{"digest": "off", "follow": "off"}`).Want(t, http.StatusOK)
	f.post(t, "POST", text, "", "")
	user.client.Do(t, "PATCH", path+"/settings", `{"digest": "daily"}`).Want(t, http.StatusOK)
	if answer := f.post(t, "POST", text, "", ""); answer.Code != http.StatusNoContent {
		t.Errorf("the link of an old mail: %d, want 204", answer.Code)
	}
	user.client.Do(t, "GET", path+"/settings", nil).WantJSON(t, `{"data": {"follow": "off", "like_post": "on",
		"like_comment": "on", "comment": "on", "reply": "on", "mention": "on", "moderation": "on", "digest": "off"}}`)
}

func TestAWrongTokenTurnsOffNothing(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, other, never := f.person(t), f.person(t), f.person(t)
	text := user.digested(t)
	other.digested(t)
	good, _ := token.ParseUnsubscribe(text)
	var wrong []string
	for i := range good.Key { // each byte of the key counts
		forged := good
		forged.Key[i] ^= 1
		wrong = append(wrong, forged.Text())
	}
	for _, id := range []int64{never.ID, 0, -1, 1 << 62} {
		forged := good
		forged.UserID = id
		wrong = append(wrong, forged.Text())
	}
	wrong = append(wrong, "unknown", text+"A", text[1:], text+"%00", text+"=", "%FF", "a%2Fb", strings.Repeat("A", len(text)), strings.Repeat("A", 10_000))
	client := apitest.Client{Handler: f.http}
	want := ""
	for _, text := range wrong {
		answer := client.Do(t, "POST", path+"/unsubscribe/"+text, nil, "X-Request-Id", "the-same-for-all")
		answer.WantProblem(t, http.StatusNotFound)
		if want == "" {
			want = string(answer.Body)
		}
		if string(answer.Body) != want {
			t.Errorf("%.40s: %s, want %s", text, answer.Body, want)
		}
	}
	user.wantDigest(t, social.WeeklyDigest)
	other.wantDigest(t, social.WeeklyDigest)
}

// Programs that open or probe the addresses of a mail must not unsubscribe.
func TestOnlyPostUnsubscribes(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.person(t)
	text := user.digested(t)
	for _, method := range []string{"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} {
		answer := f.post(t, method, text, "", "")
		if answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") != "POST" {
			t.Errorf("%s: %d, Allow %q, want 405 and POST", method, answer.Code, answer.Header().Get("Allow"))
		}
	}
	user.wantDigest(t, social.WeeklyDigest)
}

func TestUnsubscriptionsAreLimitedLikeOtherAnonymousRequests(t *testing.T) {
	t.Parallel()
	limits := ratelimit.Config{Enabled: true, Requests: 3, Window: time.Hour}
	client := apitest.Client{Handler: newLimitedFunction(t, limits).http}
	refused := 0
	for range 2*limits.Requests + 1 { // too many even if an hour ends between them
		answer := client.Do(t, "POST", path+"/unsubscribe/unknown", nil)
		if answer.Status == http.StatusTooManyRequests {
			refused++
			continue
		}
		answer.WantProblem(t, http.StatusNotFound)
	}
	if refused == 0 {
		t.Error("no request was refused")
	}
}

func TestTheTokenIsNotLogged(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.person(t)
	text := user.digested(t)
	f.post(t, "GET", text, "", "")
	f.post(t, "POST", text, "", "")
	f.post(t, "POST", text+"/x", "", "")
	lines := strings.Join(log.Lines(""), "")
	if strings.Contains(lines, text) || !strings.Contains(lines, path+"/unsubscribe/{token}") {
		t.Errorf("logged %s, want the path without the token", lines)
	}
}
