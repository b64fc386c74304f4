package apitest

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// A rule says which headers an answer must have, and their form.
type rule map[string]*regexp.Regexp

// everyAnswer is the rule for all answers.
var everyAnswer = rule{
	"X-Request-Id":              regexp.MustCompile(`.`),
	"Cache-Control":             regexp.MustCompile(`^no-store$`),
	"X-Content-Type-Options":    regexp.MustCompile(`^nosniff$`),
	"Strict-Transport-Security": regexp.MustCompile(`^max-age=\d{8}`),
	"Referrer-Policy":           regexp.MustCompile(`^no-referrer$`),
	"Content-Security-Policy":   regexp.MustCompile(`^default-src 'none'; (.*; )?frame-ancestors 'none'$`),
	"Vary":                      regexp.MustCompile(`^Origin\b`),
}

// everyCounted is the rule for answers to requests that count for a limit: all
// but preflights. Each policy that a request counts for has its own line.
var everyCounted = rule{
	"Ratelimit":        regexp.MustCompile(`^"\w+";r=\d+;t=\d+(, "\w+";r=\d+;t=\d+)*$`),
	"Ratelimit-Policy": regexp.MustCompile(`^"\w+";q=\d+;w=\d+(, "\w+";q=\d+;w=\d+)*$`),
}

// someStatuses are the rules for answers of one status.
var someStatuses = map[int]rule{
	http.StatusUnauthorized:       {"Www-Authenticate": regexp.MustCompile(`^Bearer\b`)},
	http.StatusMethodNotAllowed:   {"Allow": regexp.MustCompile(`^[A-Z]+(, [A-Z]+)*$`)},
	http.StatusTooManyRequests:    {"Retry-After": regexp.MustCompile(`^[1-9]\d*$`)},
	http.StatusServiceUnavailable: {"Retry-After": regexp.MustCompile(`^[1-9]\d*$`)},
}

// invariants returns what the answer lacks of what the API promises for every
// operation.
func invariants(r *http.Request, a Answer) error {
	broken := []error{everyAnswer.check(a.Header), someStatuses[a.Status].check(a.Header)}
	if !isPreflight(r) {
		broken = append(broken, everyCounted.check(a.Header))
	}
	if a.Status == http.StatusNoContent && (len(a.Body) > 0 || a.Header.Get("Content-Type") != "") {
		broken = append(broken, errors.New("it has a body"))
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
