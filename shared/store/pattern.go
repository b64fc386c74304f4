package store

import "strings"

var literal = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// containing returns the LIKE pattern of all that contains the text, in which
// the text's own %, _ and \ stand for themselves.
func containing(text string) string { return "%" + literal.Replace(text) + "%" }
