package versus

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"social.example/infra/bench/dataset"
)

// New returns the server of a recipe. Each scenario of the recipe must have one of the
// names. Errors name the wrong field.
func New(r Recipe, set *dataset.Set, names []string) (*Server, error) {
	s := &Server{
		Name: r.Name, Base: r.Base, pids: r.PIDs, users: r.Users, posts: r.Posts, set: set,
		header: map[string]template{}, scenarios: map[string][]call{},
	}
	s.numbers.Store(time.Now().UnixMilli()) // other numbers than an earlier run's
	if err := r.check(names); err != nil {
		return nil, err
	}
	if err := s.addHeader(r); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(r.Scenarios)) {
		for n, q := range r.Scenarios[name] {
			c, err := s.compile(r, q)
			if err == nil && (q.Weight < 0 || (q.Weight > 0) != (r.Scenarios[name][0].Weight > 0)) {
				err = errors.New("weight: every request has one, or none has")
			}
			if err != nil {
				return nil, fmt.Errorf("scenarios[%q][%d].%w", name, n, err)
			}
			s.scenarios[name] = append(s.scenarios[name], c)
		}
	}
	if r.Token == nil {
		return s, nil
	}
	var err error
	if s.tokens, err = s.newTokens(r); err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	return s, nil
}

// check checks all but the requests and the token.
func (r Recipe) check(names []string) error {
	if r.Name == "" {
		return errors.New("name: it is missing")
	}
	if err := checkBase(r.Base); err != nil {
		return err
	}
	for n, pid := range r.PIDs {
		if pid < 1 || errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			return fmt.Errorf("pids[%d]: there is no process %d", n, pid)
		}
	}
	if err := errors.Join(r.Viewers.check("viewers"), r.Users.check("users"), r.Posts.check("posts")); err != nil {
		return err
	}
	if len(r.Scenarios) == 0 {
		return errors.New("scenarios: there are none")
	}
	for name, requests := range r.Scenarios {
		if !slices.Contains(names, name) {
			return fmt.Errorf("scenarios: the bench has no %q of this size", name)
		}
		if len(requests) == 0 {
			return fmt.Errorf("scenarios[%q]: it has no request", name)
		}
	}
	return nil
}

func (ids IDs) check(field string) error {
	switch {
	case len(ids.List) > 0 && (ids.Count != 0 || ids.First != 0 || ids.Step != 0):
		return fmt.Errorf("%s: take a list, or first and count", field)
	case ids.Count < 0 || ids.Step < 0:
		return fmt.Errorf("%s: count or step is negative", field)
	case ids.Count == 0 && (ids.First != 0 || ids.Step != 0):
		return fmt.Errorf("%s: count is missing", field)
	}
	return nil
}

func checkBase(text string) error {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" || strings.HasSuffix(text, "/") {
		return fmt.Errorf("base: %q is not an address like http://localhost:9090", text)
	}
	return nil
}

// addHeader adds the usual header of a bearer token if the recipe has no header with
// the token.
func (s *Server) addHeader(r Recipe) error {
	header := map[string]string{}
	if r.Token != nil {
		header["Authorization"] = "Bearer {token}"
	}
	for name, text := range r.Header {
		if strings.Contains(text, "{token}") {
			if r.Token == nil {
				return fmt.Errorf("header[%q]: {token} needs a token recipe", name)
			}
			delete(header, "Authorization")
		}
	}
	maps.Copy(header, r.Header)
	for name, text := range header {
		t, err := parseTemplate(text, inHeader)
		if err != nil {
			return fmt.Errorf("header[%q]: %w", name, err)
		}
		s.header[name] = t
	}
	return nil
}

// compile checks a request by writing it once.
func (s *Server) compile(r Recipe, q Request) (call, error) {
	if err := errors.Join(q.check(r.Base), q.Viewers.check("viewers")); err != nil {
		return call{}, err
	}
	if q.Viewers.len() == 0 {
		q.Viewers = r.Viewers
	}
	c := call{Request: q}
	var err error
	c.path, c.body, err = parsePair(q.Path, q.Body, inRequest, s.choose(0, 0, c))
	return c, err
}

// check checks all but the templates, and sets the address.
func (e *Exchange) check(base string) error {
	if e.Base == "" {
		e.Base = base
	}
	switch {
	case !slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}, e.Method):
		return fmt.Errorf("method: %q is not GET, POST, PUT, PATCH or DELETE", e.Method)
	case !strings.HasPrefix(e.Path, "/"):
		return fmt.Errorf("path: %q does not begin with /", e.Path)
	case e.Status < 100 || e.Status > 599:
		return fmt.Errorf("status: %d is not a status", e.Status)
	}
	return checkBase(e.Base)
}
