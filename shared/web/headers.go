package web

import (
	"maps"
	"net/http"
)

// SetHeaders sets the headers of every response. Responses of the API are data for
// one client: nothing may store, frame, sniff or execute them.
func SetHeaders(h http.Header, requestID string) {
	h.Set("X-Request-Id", requestID)
	maps.Copy(h, common)
}

// common are the headers that all responses share. Responses share these slices, so
// nothing may change their elements: http.Header.Set replaces a slice, and Add copies
// it because it is full.
var common = http.Header{
	"Cache-Control":             {"no-store"},
	"X-Content-Type-Options":    {"nosniff"},
	"Strict-Transport-Security": {"max-age=63072000; includeSubDomains"},
	"Referrer-Policy":           {"no-referrer"},
	"Content-Security-Policy":   {"default-src 'none'; frame-ancestors 'none'"},
}
