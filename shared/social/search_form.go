package social

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// SearchForm returns the form in which texts are compared, regardless of case,
// width and composition: NFKC and full case folding (Unicode, D146). It equals
// the database function search_form; a test compares the two.
func SearchForm(text string) string {
	fold := cases.Fold()
	return norm.NFKC.String(fold.String(norm.NFKC.String(fold.String(norm.NFKC.String(text)))))
}

// TagForm returns the form in which a tag is stored and looked up.
func TagForm(tag string) string { return strings.TrimSpace(SearchForm(tag)) }
