package auth

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Origins are the web origins that may call the API, exactly as browsers send them:
// scheme, host and port. Clients send bearer tokens, never cookies, so credentials
// are not allowed.
type Origins struct {
	Allowed []string `envconfig:"CORS_ORIGINS"`
}

// Validate implements settings.Validator. It refuses origins that no browser sends,
// because they would never match.
func (o *Origins) Validate() error {
	for _, origin := range o.Allowed {
		u, err := url.Parse(origin)
		spelled := err == nil && u.Host != "" && u.Scheme+"://"+u.Host == origin
		if !spelled || origin != strings.ToLower(origin) || strings.Contains(origin, "*") {
			return fmt.Errorf("CORS_ORIGINS: %q is not an origin like https://app.example.com", origin)
		}
	}
	return nil
}

// CORS adds the headers of the CORS protocol (https://fetch.spec.whatwg.org). It
// responds to preflights itself: they count against no rate limit and use no dependency.
func (o Origins) CORS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		allowed := slices.Contains(o.Allowed, origin)
		if allowed {
			h.Set("Access-Control-Allow-Origin", origin)
			h.Set("Access-Control-Expose-Headers", "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id")
		}
		if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
			next.ServeHTTP(w, r)
			return
		}
		h.Add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")
		if allowed {
			h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, If-None-Match")
			h.Set("Access-Control-Max-Age", "7200")
		}
		w.WriteHeader(http.StatusNoContent)
	})
}
