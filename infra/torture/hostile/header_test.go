package hostile_test

import (
	"net/http"
	"strings"
)

// header sets, duplicates or removes a header. Its values have no line breaks or
// NULs, because Go's server passes none of those to handlers.
func (g generator) header(h http.Header) {
	name := pick(g, "Content-Type", "Content-Encoding", "Accept", "Accept-Encoding", "Origin", "Access-Control-Request-Method",
		"X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Request-Id", "Idempotency-Key", "If-Match", "If-None-Match", "Range", "Expect",
		"Last-Event-Id", "X-Http-Method-Override", "X-Cloud-Trace-Context", "Traceparent", "Cookie", "Host", "Transfer-Encoding",
		"Content-Length", "Connection", "Upgrade", "Te", "User-Agent", "Referer", "X-Forwarded-Host", "Ce-Type")
	value := pick(g, "", "*", "*/*", "application/json", "application/json; charset=utf-16", "application/json;charset=UTF-8", "text/plain",
		"application/x-www-form-urlencoded", "multipart/form-data", "a/b; =", ";", "gzip", "br", "identity", "null", "https://app.example.com",
		"https://evil.example", "DELETE", "1.2.3.4", "::1", "1.2.3.4, 5.6.7.8", "fe80::1%eth0", "[::ffff:1.2.3.4]:80", "unknown",
		"bytes=0-1", `"1"`, "W/\"x\"", "100-continue", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "websocket", "chunked",
		"-1", "99999999999999999999", "\xff\xfe", "ünïcode 😀", "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd",
		"${jndi:ldap://127.0.0.1/a}", strings.Repeat("x", 9000), "same-request-id", "a b")
	switch g.IntN(8) {
	case 0:
		h.Del(name)
	case 1:
		h.Add(name, value)
		h.Add(name, value)
	default:
		h.Set(name, value)
	}
}

// credentials returns invalid Authorization headers.
func (g generator) credentials(valid string) []string {
	scheme, token, _ := strings.Cut(valid, " ")
	switch g.IntN(9) {
	case 0:
		return nil
	case 1:
		return []string{valid, valid}
	case 2:
		return []string{strings.ToLower(scheme) + " " + token}
	case 3:
		return []string{pick(g, "Basic ", "Token ", "", "Bearer", "Bearer  ", "Bearer\t") + token}
	case 4:
		return []string{valid + pick(g, ".", "=", " ", "\xff", "A", "..", strings.Repeat("A", 10_000))}
	case 5:
		return []string{"Bearer " + strings.Repeat(".", g.IntN(10_000))}
	case 6:
		parts := strings.Split(token, ".")
		g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		return []string{"Bearer " + strings.Join(parts, ".")}
	default:
		return []string{string(g.flip([]byte(valid)))}
	}
}
