package social

import (
	"strings"
	"unicode"
)

// unseen are the code points that show nothing by themselves: white space,
// controls, format characters, what a font ignores by default
// (Default_Ignorable_Code_Point), marks that need a letter to stand on, and
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

// blank are the letters and symbols that are drawn empty: Braille without dots, a
// note without a head, and the blanks of Egyptian hieroglyphs.
const blank = "\u2800\U0001D159\U00013441\U00013442"

// Visible reports whether anything of the text can be seen. A code point that is
// not assigned yet counts as seen: it may be an emoji of the next version of
// Unicode.
func Visible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		format := unicode.In(r, unseen...) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
		return !format && !strings.ContainsRune(blank, r)
	})
}

// Plain reports whether the text has no control character but newline and tab.
func Plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}
