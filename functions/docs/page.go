package docs

import (
	"compress/gzip"
	"embed"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"social.example/shared/web"
)

// policy is the page's Content-Security-Policy. It allows only scripts from the
// same origin. It allows inline styles, because Swagger UI sets them on its
// elements.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// mediaTypes maps the extensions of the page's files to media types.
var mediaTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".png":  "image/png",
}

//go:embed page
var page embed.FS

// toIndex redirects the short path that people type to the page.
func toIndex(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Location", "/v1/swagger/index.html")
	w.WriteHeader(http.StatusMovedPermanently)
	return nil
}

// index serves Swagger UI. Its files are embedded in the binary.
//
//	@ID			getSwaggerUI
//	@Summary	Read and try the API in a browser
//	@Tags		docs
//	@Produce	html
//	@Success	200	{string}	string	"Swagger UI"
//	@Router		/v1/swagger/index.html [get]
func index(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Security-Policy", policy)
	return send(w, r, page, "page/index.html")
}

// asset returns a handler that serves one file of the page.
func asset(files fs.FS, name string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return send(w, r, files, name) }
}

// send writes the file. If only name.gz exists, send writes that: compressed to
// clients that accept gzip, decompressed to others.
func send(w http.ResponseWriter, r *http.Request, files fs.FS, name string) error {
	h := w.Header()
	h.Set("Content-Type", mediaTypes[path.Ext(name)])
	file, err := files.Open(name)
	if err != nil {
		if file, err = files.Open(name + ".gz"); err != nil {
			return err
		}
		h.Add("Vary", "Accept-Encoding")
		if !acceptsGzip(r) {
			return decompress(w, file)
		}
		h.Set("Content-Encoding", "gzip")
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	h.Set("Content-Length", strconv.FormatInt(info.Size(), 10)) // for HEAD too
	_, _ = io.Copy(w, file)                                     // an error means that the client disconnected
	return nil
}

func decompress(w io.Writer, file io.Reader) error {
	text, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	_, _ = io.Copy(w, text) //nolint:gosec // G110: our own file. An error means that the client disconnected
	return nil
}

// acceptsGzip reports whether the client lists gzip in Accept-Encoding and does not
// refuse it by the weight 0 (RFC 9110, section 12.4.2).
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, parameter, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		_, weight, weighted := strings.Cut(parameter, "=")
		quality, err := strconv.ParseFloat(strings.TrimSpace(weight), 64)
		return !weighted || err == nil && quality > 0
	}
	return false
}
