// Package blocklist knows the most common passwords. The list is searched in the
// binary's data, so it costs no start time and no heap.
//
// passwords.txt is made from the package @zxcvbn-ts/language-common 4.1.3 and from
// 10k-most-common.txt of https://github.com/danielmiessler/SecLists, under the licence in
// LICENSE.txt: their passwords of at least 8 ASCII characters, in lower case, sorted by
// their bytes. The package leaves out repetitions and sequences, which zxcvbn finds by
// itself.
package blocklist

import (
	_ "embed"
	"strings"
)

//go:embed passwords.txt
var passwords string

// Contains reports whether the password is in the list. The password must be in
// lower case.
func Contains(password string) bool {
	low, high := 0, len(passwords) // the password's line begins in this range
	for low < high {
		middle := (low + high) / 2
		start := low + strings.LastIndexByte(passwords[low:middle], '\n') + 1
		line, _, _ := strings.Cut(passwords[start:], "\n")
		switch strings.Compare(line, password) {
		case 0:
			return true
		case -1:
			low = start + len(line) + 1
		default:
			high = start
		}
	}
	return false
}
