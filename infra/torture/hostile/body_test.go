package hostile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"social.example/shared/test/factory"
)

// numbers are ids and bounds, valid and not, as clients may write them.
var numbers = []string{
	"0", "-1", "-0", "+1", "01", "1.5", "1e3", "1e999", "0x1", "1_000", " 1", "1 ", "", "NaN", "null", "true", "٣", "１",
	"2147483648", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"18446744073709551616", strings.Repeat("9", 400),
}

// texts are strings that some component may interpret as more than text.
var texts = []string{
	"", " ", "\t", "\u00a0", "a", "maya", "' OR 1=1 --", `"; DROP TABLE users; --`, "%", "_", `\`, "100%_\\", "%00", "$1", "@id", "{{.}}",
	"<script>alert(1)</script>", "${jndi:ldap://127.0.0.1/a}", "../../etc/passwd", "null", "undefined", "true", "[]", "{}", "-1",
	"\u0000", "a\u0000b", "\r\nX-Injected: 1", "\n{\"severity\":\"ERROR\"}", "\ufeff", "\u202e", "\u200b", "é", "e\u0301", "İ", "ß", "😀",
	"👩‍👩‍👧‍👦", "\uffff", "\xff", "\xc0\x80", "\xed\xa0\x80", strings.Repeat("a", 101), strings.Repeat("😀", 1000), strings.Repeat("%", 100),
	strings.Repeat("a", 65_536), "maya@example.com", "a@b", "@", "a@b@c", "a b@example.com", "maya@exämple.com",
}

func (g generator) text() string {
	if g.oneIn(3) {
		text := make([]byte, g.IntN(40))
		for i := range text {
			text[i] = byte(g.IntN(256))
		}
		return string(text)
	}
	return pick(g, texts...)
}

// flip changes, removes, duplicates or inserts some bytes.
func (g generator) flip(text []byte) []byte {
	flipped := bytes.Clone(text)
	for range 1 + g.IntN(3) {
		if len(flipped) == 0 {
			return []byte{byte(g.IntN(256))}
		}
		i := g.IntN(len(flipped))
		switch g.IntN(4) {
		case 0:
			flipped[i] = byte(g.IntN(256))
		case 1:
			flipped = slices.Delete(flipped, i, i+1)
		case 2:
			flipped = slices.Insert(flipped, i, flipped[i])
		default:
			flipped = slices.Insert(flipped, i, byte(g.IntN(256)))
		}
	}
	return flipped
}

// body returns a JSON object that matches the schema.
func (g generator) body(schema *openapi3.Schema) []byte {
	members := map[string]any{}
	for name, property := range schema.Properties {
		if slices.Contains(schema.Required, name) || g.oneIn(2) {
			members[name] = g.value(name, property.Value)
		}
	}
	text, err := json.Marshal(members)
	if err != nil {
		return []byte("{}")
	}
	return text
}

// value returns a value for the schema, often at its bounds.
func (g generator) value(name string, schema *openapi3.Schema) any {
	switch {
	case len(schema.Enum) > 0:
		return pick(g, schema.Enum...)
	case name == "email":
		return pick(g, fmt.Sprintf("guest_%d@example.com", g.IntN(400)), g.target.anybody(g.Rand).email())
	case name == "until" && !g.oneIn(4):
		return "9999-12-31T23:59:59Z"
	case name == "username":
		return fmt.Sprintf("guest_%d", g.IntN(4000))
	case name == "current_password" && !g.oneIn(4):
		return factory.Password
	case name == "password":
		return pick(g, "correct horse battery", "correct horse battery", "wrong password", strings.Repeat("😀", 18), strings.Repeat("x", 72))
	case schema.Type.Is("integer"):
		return 1 + g.IntN(2)
	case schema.Type.Is("array"):
		values := make([]any, g.IntN(12))
		for i := range values {
			values[i] = g.value("", schema.Items.Value)
		}
		return values
	}
	length := g.IntN(20)
	if schema.MaxLength != nil && g.oneIn(10) {
		length = int(*schema.MaxLength) + g.IntN(2)
	}
	return strings.Repeat(pick(g, "a", "é", "😀"), max(1, length))
}

// flawed damages the members of a JSON object.
func (g generator) flawed(text []byte) []byte {
	var members map[string]any
	if json.Unmarshal(text, &members) != nil || len(members) == 0 {
		return g.anyBody(text)
	}
	names := slices.Sorted(maps.Keys(members))
	name := pick(g, names...)
	raw := pick(g, `null`, `true`, `0`, `-1`, `1.5`, `1e999`, `9223372036854775808`, `""`, `" "`, `[]`, `[null]`, `[[]]`, `{}`, `{"a":1}`,
		`"\u0000"`, `"\ud800"`, `"\udc00\ud800"`, "\"\xff\"", `"\/"`, `"`+strings.Repeat("a", 2000)+`"`, `["a","a"]`, `NaN`, `'a'`,
		`[`+strings.TrimSuffix(strings.Repeat(`"x",`, 11), ",")+`]`, strings.Repeat(`[`, 200)+strings.Repeat(`]`, 200))
	var parts []string
	for _, n := range names {
		value, _ := json.Marshal(members[n])
		parts = append(parts, fmt.Sprintf("%q:%s", n, value))
	}
	i := slices.Index(names, name)
	switch g.IntN(7) {
	case 0:
		parts = slices.Delete(parts, i, i+1)
	case 1:
		parts = append(parts, fmt.Sprintf("%q:%s", name, raw)) // duplicate member
	case 2:
		parts = append(parts, fmt.Sprintf("%q:%s", pick(g, "id", "role", "is_active", "user_id", "version", "__proto__", "", "a/b~c"), raw))
	case 3:
		parts[i] = strings.Replace(parts[i], name, pick(g, strings.ToUpper(name), name+" ", `\u0000`, "é"+name), 1)
	case 4:
		members[name] = g.text()
		value, _ := json.Marshal(members[name])
		parts[i] = fmt.Sprintf("%q:%s", name, value)
	default:
		parts[i] = fmt.Sprintf("%q:%s", name, raw)
	}
	return []byte("{" + strings.Join(parts, ",") + "}")
}

// anyBody damages the bytes of a body, or returns another one.
func (g generator) anyBody(text []byte) []byte {
	switch g.IntN(6) {
	case 0:
		return g.flip(text)
	case 1:
		return text[:g.IntN(len(text)+1)]
	case 2:
		return append(bytes.Clone(text), pick(g, "{}", "x", "\x00", ",", "]", "\n\n", " ")...)
	case 3:
		return append([]byte(pick(g, "\ufeff", "\xff\xfe", "\x1f\x8b", "//\n", " ")), text...)
	case 4:
		if g.oneIn(10) { // rarely, because large bodies are slow
			return append(bytes.Clone(text), bytes.Repeat([]byte(" "), 1<<20)...)
		}
		return []byte(strings.Repeat(pick(g, "[", `{"a":`, "1"), 11_000))
	default:
		return []byte(pick(g, "", " ", "null", "true", "0", `""`, "[]", "{}", "[{}]", "{", "}", "\x00", "a=b", "<xml/>", `{"":""}`))
	}
}
