package docs_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

const page = "/v1/swagger/index.html"

// directive returns the sources that the policy allows for a kind of content.
func directive(t testing.TB, policy, name string) string {
	t.Helper()
	for part := range strings.SplitSeq(policy, ";") {
		if sources, ok := strings.CutPrefix(strings.TrimSpace(part), name+" "); ok {
			return sources
		}
	}
	t.Fatalf("the policy has no %s: %s", name, policy)
	return ""
}

func TestPageRunsItsOwnScriptsOnly(t *testing.T) {
	t.Parallel()
	answer := client(t).Do(t, "GET", page, nil).Want(t, http.StatusOK)
	if sources := directive(t, answer.Header.Get("Content-Security-Policy"), "script-src"); sources != "'self'" {
		t.Errorf("scripts may come from %s, want 'self'", sources)
	}
	for _, script := range regexp.MustCompile(`(?s)<script[^>]*>(.*?)</script>`).FindAllSubmatch(answer.Body, -1) {
		if len(script[1]) > 0 {
			t.Errorf("the policy stops %s", script[0])
		}
	}
	if handler := regexp.MustCompile(`(?i)<[^>]+ on\w+=`).Find(answer.Body); handler != nil {
		t.Errorf("the policy stops %s", handler)
	}
}

func TestTheShortAddressLeadsToThePage(t *testing.T) {
	t.Parallel()
	answer := fetch(t, client(t), "/v1/swagger")
	if answer.Code != http.StatusMovedPermanently || answer.Header().Get("Location") != page {
		t.Errorf("status %d to %q, want 301 to %s", answer.Code, answer.Header().Get("Location"), page)
	}
}

func TestPageFindsItsFilesAndTheDocument(t *testing.T) {
	t.Parallel()
	c := client(t)
	html := c.Do(t, "GET", page, nil).Body
	if start := fetch(t, c, "/v1/swagger/start.js").Body; !strings.Contains(start.String(), `'/v1/swagger/doc.json'`) {
		t.Error("the page does not read the document")
	}
	files := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllSubmatch(html, -1)
	if len(files) < 4 {
		t.Errorf("the page names %d files: the test does not recognize them", len(files))
	}
	types := map[string]string{"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "png": "image/png"}
	for _, file := range files {
		path := string(file[1])
		answer := fetch(t, c, path)
		if answer.Code != http.StatusOK || answer.Body.Len() == 0 {
			t.Errorf("%s: status %d, %d bytes, want 200 and some", path, answer.Code, answer.Body.Len())
		}
		if got, want := answer.Header().Get("Content-Type"), types[path[strings.LastIndex(path, ".")+1:]]; got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
		if got := answer.Header().Values("Vary"); got[0] != "Origin" || answer.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: Vary %q, headers %v; want Vary to begin with Origin, and no-store", path, got, answer.Header())
		}
	}
}

func TestFilesAreCompressedForClientsThatAcceptGzip(t *testing.T) {
	t.Parallel()
	c := client(t)
	const path = "/v1/swagger/swagger-ui.css"
	plain, compressed := fetch(t, c, path), fetch(t, c, path, "Accept-Encoding", "gzip, br")
	if plain.Header().Get("Content-Encoding") != "" || compressed.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("encodings %q and %q, want none and gzip", plain.Header().Get("Content-Encoding"), compressed.Header().Get("Content-Encoding"))
	}
	if refused := fetch(t, c, path, "Accept-Encoding", "identity, gzip;q=0"); refused.Header().Get("Content-Encoding") != "" {
		t.Error("the file is compressed for a client that refuses gzip")
	}
	if weighted := fetch(t, c, path, "Accept-Encoding", "br;q=0.9, GZIP; q=0.5"); weighted.Header().Get("Content-Encoding") != "gzip" {
		t.Error("the file is not compressed for a client that accepts gzip but prefers another coding")
	}
	if compressed.Body.Len() == 0 || compressed.Body.Len() >= plain.Body.Len() {
		t.Errorf("%d bytes are compressed to %d", plain.Body.Len(), compressed.Body.Len())
	}
}

// TestFilesAreServedWhole checks that range and conditional headers are ignored.
func TestFilesAreServedWhole(t *testing.T) {
	t.Parallel()
	c := client(t)
	for _, header := range [][]string{
		{"Range", "bytes=999999-"}, {"Range", "bytes=0-1"}, {"If-Match", `"none"`}, {"If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"},
	} {
		if answer := fetch(t, c, "/v1/swagger/favicon-32x32.png", header...); answer.Code != http.StatusOK {
			t.Errorf("%q: status %d, want 200, %s", header, answer.Code, answer.Body)
		}
	}
}
