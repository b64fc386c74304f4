package docs

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/swaggest/swgui/v5/static"
	"github.com/swaggest/swgui/v5emb"

	"social.example/shared/fault"
)

const base = "/v1/swagger/"

// page is Swagger UI, with its files in the binary.
type page struct {
	html   []byte
	policy string
	assets http.Handler
}

// newPage renders the page once: it is the same for everyone.
func newPage() page {
	ui := v5emb.New("Social API", base+"doc.json", base)
	rendered := &capture{header: http.Header{}}
	ui.ServeHTTP(rendered, &http.Request{Method: http.MethodGet, URL: &url.URL{Path: base}})
	return page{html: rendered.Bytes(), policy: contentPolicy(rendered.Bytes()), assets: ui}
}

// capture is a ResponseWriter that keeps the body.
type capture struct {
	bytes.Buffer
	header http.Header
}

func (c *capture) Header() http.Header { return c.header }
func (c *capture) WriteHeader(int)     {}

var inlineScript = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

// contentPolicy lets the page run its own scripts only: the files beside it, and
// those in it that have the hash of today's.
func contentPolicy(html []byte) string {
	scripts := []string{"'self'"}
	for _, match := range inlineScript.FindAllSubmatch(html, -1) {
		sum := sha256.Sum256(match[1])
		scripts = append(scripts, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	return "default-src 'none'; script-src " + strings.Join(scripts, " ") +
		"; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'" +
		"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// index answers with the page.
//
//	@ID			getSwaggerUI
//	@Summary	Read and try the API in a browser
//	@Tags		docs
//	@Produce	html
//	@Success	200	{string}	string	"Swagger UI"
//	@Router		/v1/swagger/index.html [get]
func (p page) index(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Security-Policy", p.policy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(p.html) // an error means that the client is gone
	return nil
}

// asset answers with a whole file of the page. The file server learns of no
// range and no condition: it would answer those that it can't meet as text.
func (p page) asset(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("file")
	if !exists(name) && !exists(name+".gz") {
		return fault.New(fault.NotFound, "there is nothing at this path")
	}
	plain := r.Clone(r.Context())
	plain.Header = http.Header{"Accept-Encoding": r.Header["Accept-Encoding"]}
	p.assets.ServeHTTP(w, plain)
	return nil
}

func exists(name string) bool {
	info, err := fs.Stat(static.FS, name)
	return err == nil && info.Mode().IsRegular()
}
