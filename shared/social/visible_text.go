package social

import (
	"strings"
	"unicode"
)

// unseen are the code points that show nothing on their own: white space,
// controls, format characters, characters that fonts ignore by default
// (Default_Ignorable_Code_Point), marks that need a base letter, and
// noncharacters.
var unseen = []*unicode.RangeTable{
	unicode.White_Space,
	unicode.Cc,
	unicode.Cf,
	unicode.Other_Default_Ignorable_Code_Point,
	unicode.Variation_Selector,
	unicode.Mn,
	unicode.Me,
	unicode.Noncharacter_Code_Point,
}

// blank lists the letters and symbols that are drawn empty: Braille without dots,
// a musical note without a head, and the blanks of Egyptian hieroglyphs.
const blank = "\u2800\U0001D159\U00013441\U00013442"

// Visible reports whether the text has a visible character. Unassigned code
// points count as visible: they may be emoji of the next version of Unicode.
func Visible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		format := unicode.In(r, unseen...) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
		return !format && !strings.ContainsRune(blank, r)
	})
}

// Plain reports whether the text has no control characters other than newline and
// tab.
func Plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}
