package social

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// problems collects the first broken rule of each input field.
type problems struct{ fields map[string]string }

func (p *problems) check(field string, ok bool, rule string) {
	if ok || p.fields[field] != "" {
		return
	}
	if p.fields == nil {
		p.fields = map[string]string{}
	}
	p.fields[field] = rule
}

// text checks that the value has 1 to limit code points, something visible, and
// no control characters other than newline and tab.
func (p *problems) text(field, value string, limit int) {
	p.check(field, Visible(value), "must not be empty")
	p.check(field, utf8.RuneCountInString(value) <= limit, fmt.Sprintf("must have at most %d characters", limit))
	p.check(field, storable(value), "must be valid UTF-8 without NUL")
	p.check(field, Plain(value), "must have no control characters other than newline and tab")
}

func (p *problems) tags(field string, tags []string) {
	p.check(field, len(tags) <= TagCount, fmt.Sprintf("must be at most %d", TagCount))
	for i, tag := range tags[:min(len(tags), TagCount)] {
		p.tag(fmt.Sprintf("%s[%d]", field, i), tag)
	}
}

// maxTag is the longest tag, in bytes, that is converted to its stored form.
// Every tag with a stored form of up to TagLength code points is shorter. Other
// stored forms may be 18 times as long as the tag.
const maxTag = 20 * TagLength

// tag checks that the stored form of the tag has 1 to TagLength code points and
// no comma, which separates tags in a query. Blanks around the tag are not stored, but
// control characters are refused there, too.
func (p *problems) tag(field, given string) {
	tag := strings.TrimSpace(given)
	form := ""
	if len(tag) <= maxTag {
		form = TagForm(tag)
	} else {
		p.check(field, false, fmt.Sprintf("must have at most %d characters", TagLength))
	}
	p.text(field, form, TagLength)
	p.check(field, !strings.ContainsFunc(given, unicode.IsControl), "must have no control characters")
	p.check(field, !strings.Contains(form, ","), "must not contain a comma")
}

func storable(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
