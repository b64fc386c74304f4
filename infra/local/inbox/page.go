package inbox

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	// Links open in a new tab, not in the mail's frame.
	"framed": func(html string) string { return `<!doctype html><base target="_blank">` + html },
}).Parse(pageText))

// shown is the number of mails on the page; the API lists all.
const shown = 100

// page shows the mails. Their content is untrusted: text is escaped, and HTML is
// shown in a frame that runs no scripts.
func (i *Inbox) page(w http.ResponseWriter, _ *http.Request) {
	messages := i.newest()
	data := map[string]any{"Count": len(messages), "Messages": messages[:min(len(messages), shown)]}
	var html bytes.Buffer
	if err := pageTemplate.Execute(&html, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; form-action 'none'; base-uri 'self'")
	_, _ = html.WriteTo(w)
}
