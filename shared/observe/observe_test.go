package observe_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"social.example/shared/fault"
	"social.example/shared/gcplog"
	"social.example/shared/observe"
	"social.example/shared/test/apitest"
	"social.example/shared/web"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

// routes has handlers that succeed and handlers that fail.
var routes = web.Mux{
	{Method: "GET", Path: "/fine", Query: []string{"search"}, Handle: func(w http.ResponseWriter, _ *http.Request) error {
		return web.JSON(w, http.StatusOK, "fine")
	}},
	{Method: "GET", Path: "/panic", Handle: func(http.ResponseWriter, *http.Request) error { panic("a defect") }},
	{Method: "GET", Path: "/half", Handle: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "half a resp")
		panic("a defect")
	}},
	{Method: "GET", Path: "/named/{name}", Handle: func(w http.ResponseWriter, _ *http.Request) error {
		return web.JSON(w, http.StatusOK, "named")
	}},
	{Method: "PUT", Path: "/activate/{token}", Handle: func(w http.ResponseWriter, _ *http.Request) error {
		return web.NoContent(w)
	}},
}

func client() apitest.Client {
	return apitest.Client{Handler: observe.Requests(gcplog.Config{Project: "p"})(routes.RecordRoute(web.Handler(routes.Serve)))}
}

// line returns the request log line with this request id.
func line(t *testing.T, id string) map[string]any {
	t.Helper()
	for _, text := range log.Lines(id) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(text), &fields); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if fields["httpRequest"] != nil {
			return fields
		}
	}
	t.Fatalf("request %s has no log line", id)
	return nil
}

func TestEveryResponseHasTheHeaders(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/fine", "/panic", "/nothing"} {
		header := client().Do(t, "GET", path, nil).Header
		for name, want := range map[string]string{
			"Cache-Control":             "no-store",
			"X-Content-Type-Options":    "nosniff",
			"Strict-Transport-Security": "max-age=63072000; includeSubDomains",
			"Referrer-Policy":           "no-referrer",
			"Content-Security-Policy":   "default-src 'none'; frame-ancestors 'none'",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if header.Get("X-Request-Id") == "" {
			t.Errorf("%s has no request id", path)
		}
	}
}

// A rate limit refuses a request before it is routed.
func TestLogLineOfARefusedRequestHasItsRoute(t *testing.T) {
	t.Parallel()
	refuse := func(http.ResponseWriter, *http.Request) error { return fault.New(fault.TooMany, "too many requests") }
	c := apitest.Client{Handler: observe.Requests(gcplog.Config{})(routes.RecordRoute(web.Handler(refuse)))}
	for path, route := range map[string]string{"/named/maya": "/named/{name}", "/activate/secret-token": "/activate/{token}", "/nothing": ""} {
		answer := c.Do(t, "GET", path, nil)
		answer.WantProblem(t, http.StatusTooManyRequests)
		if got := line(t, answer.Header.Get("X-Request-Id"))["message"]; got != "GET "+route {
			t.Errorf("%s: logged %q, want the route %q", path, got, route)
		}
	}
}

func TestValidRequestIDOfTheClientIsKept(t *testing.T) {
	t.Parallel()
	for id, kept := range map[string]bool{
		"0af7651916cd43dd":              true,
		"short":                         false,
		strings.Repeat("a", 129):        false,
		"id with a space":               false,
		"12345678\",\"severity\":\"ALL": false,
	} {
		got := client().Do(t, "GET", "/fine", nil, "X-Request-Id", id).Header.Get("X-Request-Id")
		if (got == id) != kept || got == "" {
			t.Errorf("%q: got %q, want it kept: %t", id, got, kept)
		}
	}
}

func TestPanicReturns500WithoutInternals(t *testing.T) {
	t.Parallel()
	answer := client().Do(t, "GET", "/panic", nil)
	answer.WantProblem(t, http.StatusInternalServerError)
	if strings.Contains(string(answer.Body), "a defect") || strings.Contains(string(answer.Body), "goroutine") {
		t.Errorf("the response reveals internals: %s", answer.Body)
	}
	logged := strings.Join(log.Lines(answer.Header.Get("X-Request-Id")), "")
	if !strings.Contains(logged, "a defect") || !strings.Contains(logged, "observe_test.go") {
		t.Errorf("the log lacks the cause or the stack: %s", logged)
	}
}

func TestPanicInABodyClosesTheConnection(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(client().Handler)
	t.Cleanup(server.Close)
	response, err := http.Get(server.URL + "/half")
	if err != nil {
		return // the connection was cut before the headers were sent
	}
	defer response.Body.Close()
	if body, err := bufio.NewReader(response.Body).ReadString(0); err != io.ErrUnexpectedEOF { //nolint:errorlint // net/http does not wrap it
		t.Errorf("read %q and %v, want an unexpected EOF", body, err)
	}
}

func TestLogLineHasRequestAndResponse(t *testing.T) {
	t.Parallel()
	id := rand.Text()
	trace := strings.Repeat("0af76519", 4)
	answer := client().Do(t, "GET", "/fine?search=canary", nil, "X-Request-Id", id, "Traceparent", "00-"+trace+"-b7ad6b7169203331-01")
	fields := line(t, id)
	request := fields["httpRequest"].(map[string]any)
	for name, want := range map[string]any{
		"requestMethod": "GET", "requestUrl": "/fine", "status": 200.0, "responseSize": float64(len(answer.Body)),
	} {
		if request[name] != want {
			t.Errorf("%s is %v, want %v", name, request[name], want)
		}
	}
	if fields["severity"] != "INFO" || fields["logging.googleapis.com/trace"] != "projects/p/traces/"+trace {
		t.Errorf("the line is %v, want severity INFO and the trace %s", fields, trace)
	}
	if !strings.HasSuffix(request["latency"].(string), "s") || !strings.HasSuffix(fields["time"].(string), "Z") {
		t.Errorf("the latency is %v and the time %v, want seconds and a time in UTC", request["latency"], fields["time"])
	}
}

func TestServerErrorsAreLoggedAsErrors(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"/panic": "ERROR", "/nothing": "INFO"} {
		id := client().Do(t, "GET", path, nil).Header.Get("X-Request-Id")
		if got := line(t, id)["severity"]; got != want {
			t.Errorf("%s is logged as %v, want %s", path, got, want)
		}
	}
}

// When a client disconnects, whatever its request is waiting for is cancelled.
func TestDisconnectIsNotLoggedAsAnError(t *testing.T) {
	t.Parallel()
	ctx, disconnect := context.WithCancel(t.Context())
	disconnect()
	for _, failure := range []error{fault.UnavailableBy(ctx.Err()), ctx.Err()} {
		request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/fine", nil)
		id := rand.Text()
		request.Header.Set("X-Request-Id", id)
		fail := func(http.ResponseWriter, *http.Request) error { return failure }
		observe.Requests(gcplog.Config{})(web.Handler(fail)).ServeHTTP(httptest.NewRecorder(), request)
		fields := line(t, id)
		if status := fields["httpRequest"].(map[string]any)["status"]; status != 499.0 || fields["severity"] != "INFO" {
			t.Errorf("%v: logged with status %v as %v, want 499 as INFO", failure, status, fields["severity"])
		}
	}
}

func TestLogHasNoTokenQueryOrUnknownPath(t *testing.T) {
	t.Parallel()
	secret := rand.Text()
	c := client()
	c.Token = secret
	for _, target := range []string{"/activate/" + secret, "/activate/" + secret + "/", "/fine?token=" + secret, "/" + secret, "/panic?x=" + secret} {
		for _, method := range []string{"GET", "PUT"} {
			c.Do(t, method, target, nil, "Cookie", "session="+secret, "User-Agent", secret, "Referer", secret)
		}
	}
	log.WantNone(t, secret)
}

func TestRequestCannotForgeALogLine(t *testing.T) {
	t.Parallel()
	id := rand.Text()
	const forged = "/named/x\n{\"severity\":\"ALERT\",\"request_id\":\"%s\"}"
	path := (&url.URL{Path: fmt.Sprintf(forged, id)}).EscapedPath()
	client().Do(t, "GET", path, nil, "X-Request-Id", id).Want(t, http.StatusOK)
	if lines := log.Lines(id); len(lines) != 1 || !json.Valid([]byte(lines[0])) {
		t.Errorf("got the lines %q, want one of valid JSON", lines)
	}
	if fields := line(t, id); fields["severity"] != "INFO" || fields["httpRequest"].(map[string]any)["requestUrl"] != fmt.Sprintf(forged, id) {
		t.Errorf("the line is %v, want severity INFO and the path as it was sent", fields)
	}
}
