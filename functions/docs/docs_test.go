package docs_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/functions/docs"
	"social.example/shared/test/apitest"
)

func client(t testing.TB) apitest.Client {
	t.Helper()
	service, err := docs.New(docs.Config{Limits: apitest.Unlimited})
	return apitest.Client{Handler: apitest.Serve(t, service, err)}
}

// fetch gets a file of the page, which the OpenAPI document does not describe.
// headers are pairs of a name and a value.
func fetch(t testing.TB, c apitest.Client, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	c.Handler.ServeHTTP(recorder, request)
	return recorder
}

func TestUnknownPathsAreNotFound(t *testing.T) {
	t.Parallel()
	c := client(t)
	for _, path := range []string{
		"/v1/swagger/", "/v1/swagger/nothing.js", "/v1/swagger/oauth2-redirect.html", "/v1/swagger/a/b.js", "/v1/swagger/swagger-ui.css/", "/v1/swagger/embed.go",
		"/v1/swagger/.", "/v1/swagger/..", "/v1/swagger/%2e%2e%2fgo.mod", "/v1/swagger/..%5cgo.mod", "/v1/swagger/%00", "/v1/swagger/%FF",
		"/v1/swagger/Index.html", "/v1/swagger//index.html", "/v1/nothing", "/v2/posts", "/", "/favicon.ico",
	} {
		c.Do(t, "GET", path, nil).WantProblem(t, http.StatusNotFound)
	}
}

func TestUnknownPathsAreNotFoundWithAnyMethod(t *testing.T) {
	t.Parallel()
	c := client(t)
	for _, method := range []string{"PUT", "TRACE"} {
		c.Do(t, method, "/v1/swagger/nothing.js", nil).WantProblem(t, http.StatusNotFound)
	}
}

func TestResponseToOtherMethodsNamesTheAllowedOnes(t *testing.T) {
	t.Parallel()
	c := client(t)
	for _, path := range []string{"/v1/swagger/index.html", "/v1/swagger/doc.json", "/v1/swagger/swagger-ui.css"} {
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} {
			request := httptest.NewRequest(method, path, nil)
			recorder := httptest.NewRecorder()
			c.Handler.ServeHTTP(recorder, request)
			answer := apitest.Answer{Status: recorder.Code, Header: recorder.Header(), Body: recorder.Body.Bytes()}
			answer.WantProblem(t, http.StatusMethodNotAllowed)
			if got := answer.Header.Get("Allow"); got != "GET, HEAD" {
				t.Errorf("%s %s allows %q, want GET, HEAD", method, path, got)
			}
		}
	}
}

func TestHeadHasTheHeadersOfGet(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(client(t).Handler)
	t.Cleanup(server.Close)
	for _, path := range []string{"/v1/swagger/index.html", "/v1/swagger/start.js", "/v1/swagger/doc.json", "/v1/swagger/swagger-ui.css"} {
		var lengths []int64
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			request, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := server.Client().Transport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			lengths = append(lengths, answer.ContentLength)
		}
		if lengths[0] != lengths[1] {
			t.Errorf("%s: the length of GET is %d, and of HEAD %d", path, lengths[0], lengths[1])
		}
	}
}
