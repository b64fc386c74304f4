package social

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// SearchForm returns the form in which texts are compared, without regard to
// case, width and composition: NFKC and full case folding (Unicode, D146). It is
// the database's search_form, which a test holds against it.
func SearchForm(text string) string {
	fold := cases.Fold()
	return norm.NFKC.String(fold.String(norm.NFKC.String(fold.String(norm.NFKC.String(text)))))
}

// TagForm returns the form in which a tag is stored and looked for.
func TagForm(tag string) string { return strings.TrimSpace(SearchForm(tag)) }
