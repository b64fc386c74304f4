package largebodies_test

import (
	"fmt"
	"slices"
	"strings"

	"social.example/shared/web"
)

// mixed is one body of each shape.
const mixed = "all of these"

// shapes returns bodies of the largest size, by their content.
func shapes(valid string) map[string][]string {
	open := strings.TrimSuffix(valid, "}")
	fill := func(start, repeat, end string) []string {
		room := web.MaxBody - len(start) - len(end)
		text := start + strings.Repeat(repeat, room/len(repeat)) + end
		return []string{text + strings.Repeat(" ", web.MaxBody-len(text))}
	}
	var names strings.Builder
	for i := 0; names.Len() < web.MaxBody-20; i++ {
		fmt.Fprintf(&names, `,"%x":0`, i)
	}
	shapes := map[string][]string{
		"spaces":           fill(valid, " ", ""),
		"lists":            fill("", "[", ""),
		"objects":          fill("", `{"":`, ""),
		"closed lists":     {strings.Repeat("[", web.MaxBody/2) + strings.Repeat("]", web.MaxBody/2)},
		"nulls":            fill(`{"tags": [`, "null,", "null]}"),
		"names":            fill(open+names.String()[:web.MaxBody-len(valid)-20], " ", ""),
		"empty tags":       fill(`{"title": "t", "content": "c", "tags": [`, `"",`, `""]}`),
		"one long text":    fill(`{"title": "t", "content": "`, "x", `"}`),
		"escapes":          fill(`{"title": "t", "content": "`, `\u0061`, `"}`),
		"letters of 18":    fill(`{"title": "t", "content": "c", "tags": ["`, "\ufdfa", `"]}`),
		"a long address":   fill(`{"username": "maya", "password": "correct horse battery", "email": "a@`, "\u00fc.", `example"}`),
		"a long password":  fill(`{"username": "maya", "email": "maya@example.com", "password": "`, "a\u0301", `"}`),
		"digits":           fill(`{"version": 1`, "1", "}"),
		"invalid UTF-8":    fill(`{"title": "`, "\xff", `"}`),
		"nothing but NULs": fill("", "\x00", ""),
	}
	var one []string
	for _, bodies := range shapes {
		one = slices.Concat(one, bodies)
	}
	shapes[mixed] = one
	return shapes
}
