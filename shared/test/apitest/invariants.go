package apitest

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// rule maps the headers that a response must have to the form of their values.
type rule map[string]*regexp.Regexp

// everyAnswer is the rule for all responses.
var everyAnswer = rule{
	"X-Request-Id":              regexp.MustCompile(`.`),
	"Cache-Control":             regexp.MustCompile(`^no-store$`),
	"X-Content-Type-Options":    regexp.MustCompile(`^nosniff$`),
	"Strict-Transport-Security": regexp.MustCompile(`^max-age=\d{8}`),
	"Referrer-Policy":           regexp.MustCompile(`^no-referrer$`),
	"Content-Security-Policy":   regexp.MustCompile(`^default-src 'none'; (.*; )?frame-ancestors 'none'$`),
	"Vary":                      regexp.MustCompile(`^Origin\b`),
}

// everyCounted is the rule for responses to requests that count against a rate
// limit: all except preflights. Each policy that the request counts against has its
// own line.
var everyCounted = rule{
	"Ratelimit":        regexp.MustCompile(`^"[\w-]+";r=\d+;t=\d+(, "[\w-]+";r=\d+;t=\d+)*$`),
	"Ratelimit-Policy": regexp.MustCompile(`^"[\w-]+";q=\d+;w=\d+(, "[\w-]+";q=\d+;w=\d+)*$`),
}

// someStatuses are the rules for responses with a certain status.
var someStatuses = map[int]rule{
	http.StatusUnauthorized:       {"Www-Authenticate": regexp.MustCompile(`^Bearer\b`)},
	http.StatusMethodNotAllowed:   {"Allow": regexp.MustCompile(`^[A-Z]+(, [A-Z]+)*$`)},
	http.StatusTooManyRequests:    {"Retry-After": regexp.MustCompile(`^[1-9]\d*$`)},
	http.StatusServiceUnavailable: {"Retry-After": regexp.MustCompile(`^[1-9]\d*$`)},
}

// invariants returns the rules that the response breaks among those that the API
// guarantees for every operation.
func invariants(r *http.Request, a Answer) error {
	broken := []error{everyAnswer.check(a.Header), someStatuses[a.Status].check(a.Header)}
	if !isPreflight(r) {
		broken = append(broken, everyCounted.check(a.Header))
	}
	if a.Status == http.StatusNoContent && (len(a.Body) > 0 || a.Header.Get("Content-Type") != "") {
		broken = append(broken, errors.New("a 204 response has a body or a content type"))
	}
	return errors.Join(broken...)
}

func (r rule) check(h http.Header) error {
	var broken []error
	for name, form := range r {
		if value := strings.Join(h[name], ", "); !form.MatchString(value) {
			broken = append(broken, fmt.Errorf("%s is %q, want %s", name, value, form))
		}
	}
	return errors.Join(broken...)
}
