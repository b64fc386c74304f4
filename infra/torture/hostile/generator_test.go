package hostile_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"social.example/infra/torture/api"
)

// generator makes attempts: it picks an operation, fills in a request, and then
// damages the request zero or more times.
type generator struct {
	*rand.Rand
	target *target
	caller person // of the request that is made
}

func (s *target) generator(r *rand.Rand) generator { return generator{Rand: r, target: s} }

// oneIn returns true with probability 1/n.
func (g generator) oneIn(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g generator, values ...T) T { return values[g.IntN(len(values))] }

// draft holds the parts of a request.
type draft struct {
	method, path, query string
	header              http.Header
	body                []byte
}

// request returns an attempt that Go's server would pass to a handler.
func (g generator) request() attempt {
	for {
		o := pick(g, g.target.operations...)
		d := g.draft(o)
		for range pick(g, 0, 0, 0, 1, 1, 1, 1, 2, 3) {
			g.harm(&d)
		}
		if a, ok := d.attempt(o); ok {
			return a
		}
	}
}

// attempt returns the draft as an attempt, if Go's server would pass it to a handler.
func (d draft) attempt(o operation) (attempt, bool) {
	text := d.path
	if d.query != "" {
		text += "?" + d.query
	}
	u, err := url.ParseRequestURI(text)
	return attempt{o, d.method, u, d.header, d.body}, err == nil && !strings.ContainsAny(text, " \r\n")
}

// draft returns a mostly valid request to the operation.
func (g generator) draft(o operation) draft {
	g.caller = g.target.anybody(g.Rand)
	d := draft{method: o.method, path: o.template, header: http.Header{}}
	if g.oneIn(3) {
		d.header.Set("Origin", pick(g, api.Origin, api.Origin, "https://evil.example", "null", "http://app.example.com",
			"https://app.example.com:8443", "https://app.example.com.evil.example", "https://evilapp.example.com", "https://APP.example.com"))
	}
	if g.oneIn(40) {
		d.method = http.MethodOptions
		d.header.Set("Access-Control-Request-Method", pick(g, "PATCH", "GET", "FOO"))
	}
	if !g.oneIn(12) {
		d.header.Set("Authorization", g.caller.authorization())
	}
	var query []string
	for _, ref := range o.Parameters {
		p := ref.Value
		value := g.parameter(o, p)
		switch p.In {
		case "path":
			d.path = strings.Replace(d.path, "{"+p.Name+"}", url.PathEscape(value), 1)
		case "query":
			if g.oneIn(3) {
				query = append(query, p.Name+"="+url.QueryEscape(value))
			}
		case "header":
			if g.oneIn(3) {
				d.header.Set(p.Name, value)
			}
		}
	}
	if _, suffix, ok := strings.Cut(o.template, "{comment}"); ok && !g.oneIn(6) {
		known := g.target.comment(g.Rand)
		d.path = known.path + suffix
		if g.oneIn(2) {
			d.header.Set("Authorization", known.author)
		}
	}
	d.query = strings.Join(query, "&")
	if o.RequestBody != nil {
		d.header.Set("Content-Type", "application/json")
		d.body = g.body(o.RequestBody.Value.Content["application/json"].Schema.Value)
	}
	return d
}

// parameter returns a value for the operation's parameter.
func (g generator) parameter(o operation, p *openapi3.Parameter) string {
	if g.oneIn(8) {
		return g.text()
	}
	switch {
	case p.Name == "cursor" || strings.EqualFold(p.Name, "Last-Event-ID"):
		cursor := g.target.known(g.Rand, &g.target.cursors, "none")
		if g.oneIn(4) {
			return string(g.flip([]byte(cursor)))
		}
		return cursor
	case p.Name == "id" && g.oneIn(6):
		return pick(g, numbers...)
	case p.Name == "id" && strings.HasPrefix(o.template, "/v1/posts/"):
		return g.target.known(g.Rand, &g.target.posts, "1")
	case p.Name == "id" && strings.HasPrefix(o.template, "/v1/moderation/reports/"):
		return g.target.known(g.Rand, &g.target.reports, "1")
	case p.Name == "id" && strings.HasPrefix(o.template, "/v1/moderation/"): // the first posts and comments
		return fmt.Sprint(1 + g.IntN(20))
	case p.Name == "id" && strings.HasPrefix(o.template, "/v1/account/sessions/"):
		return fmt.Sprint(g.caller.session)
	case p.Name == "id":
		return g.target.known(g.Rand, &g.target.users, "1")
	case p.Name == "token":
		return fmt.Sprint("token_of_waiting_", g.IntN(waiting))
	case p.Name == "since" || p.Name == "until":
		return pick(g, "2026-01-02T03:04:05Z", "2026-01-02 03:04:05", "2026-01-02T03:04:05.123456+14:00", "0001-01-01T00:00:00Z",
			"9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "294277-01-01T00:00:00Z", "-4713-01-01T00:00:00Z", "2026-01-02")
	case p.Name == "tags":
		return pick(g, "go", "go,ünïcode", "go,,", ",", "a,b,c,d,e", "a,b,c,d,e,f", strings.Repeat("x", 51), `{},"\`, "NULL")
	case p.Name == "Idempotency-Key":
		return pick(g, fmt.Sprint("key-", g.IntN(50)), fmt.Sprint("key-", g.Uint64()), strings.Repeat("k", 255), strings.Repeat("k", 256))
	case len(p.Schema.Value.Enum) > 0:
		return fmt.Sprint(pick(g, p.Schema.Value.Enum...))
	case p.Schema.Value.Type.Is("integer"):
		return g.bound(p.Schema.Value)
	default:
		return g.text()
	}
}

// bound returns a number at, within or beyond the schema's bounds.
func (g generator) bound(schema *openapi3.Schema) string {
	low, high := 0, 1000
	if schema.Min != nil {
		low = int(*schema.Min)
	}
	if schema.Max != nil {
		high = int(*schema.Max)
	}
	return fmt.Sprint(pick(g, low, high, low+g.IntN(high-low+1), low-1, high+1))
}

// harm damages the request once.
func (g generator) harm(d *draft) {
	switch g.IntN(12) {
	case 0:
		d.method = pick(g, "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "FOO")
	case 1:
		d.path = g.path(d.path)
	case 2, 3:
		d.query = g.query(d.query)
	case 4, 5:
		g.header(d.header)
	case 6:
		d.header["Authorization"] = g.credentials(d.header.Get("Authorization"))
	case 7:
		d.body = g.anyBody(d.body)
	default:
		d.body = g.flawed(d.body)
	}
}

// path damages a path.
func (g generator) path(path string) string {
	segments := strings.Split(path, "/")
	i := 1 + g.IntN(len(segments)-1)
	switch g.IntN(7) {
	case 0:
		segments[i] = url.PathEscape(g.text())
	case 1:
		segments[i] = pick(g, "", ".", "..", "%2e%2e", "%2F", "%00", "%FF", "%C0%AE", ";a=b", "*", "~", strings.Repeat("a", 5000))
	case 2:
		segments = append(segments, pick(g, "", "x", "follow", "comments", "like", "replies", "..", "%2e"))
	case 3:
		segments = slices.Delete(segments, i, i+1)
	case 4:
		segments = slices.Insert(segments, i, pick(g, "", "v1", "users", "x"))
	case 5:
		segments[i] = strings.ToUpper(segments[i])
	default:
		return pick(g, "/", "//", "/v1", "/v1/", "/v2/users", "/favicon.ico", "/.env", "/v1/users/feed/", "/v1/health/x", path+"/", "/"+path)
	}
	return "/" + strings.TrimPrefix(strings.Join(segments, "/"), "/")
}

// query damages a query string.
func (g generator) query(query string) string {
	name := pick(g, "limit", "cursor", "offset", "sort", "tags", "search", "since", "until", "id", "", "limit[]", "LIMIT", "access_token")
	value := url.QueryEscape(pick(g, g.text(), pick(g, numbers...)))
	switch g.IntN(6) {
	case 0:
		return query + "&" + query
	case 1:
		return query + "&" + pick(g, "%zz", "a=%", ";", "a;b", "=", "&&&", "%00=%00", "limit=%FF", strings.Repeat("a=b&", 2000))
	case 2:
		return string(g.flip([]byte(query)))
	default:
		return query + "&" + name + "=" + value
	}
}
