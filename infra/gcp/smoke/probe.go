package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// A probe is a request and its expected response.
type probe struct {
	address     string
	status      int
	contentType string
	says        string
}

// probes returns one probe for each part that can fail on its own: the functions'
// dependencies and release, the functions that require authentication, and the
// documentation.
func probes(api, release string) []probe {
	version := `"version":`
	if release != "" {
		version += `"` + release + `"`
	}
	return []probe{
		{api + "/v1/health", http.StatusOK, "application/json", version},
		{api + "/v1/users/me", http.StatusUnauthorized, "application/problem+json", `"status":401`},
		{api + "/v1/posts/1", http.StatusUnauthorized, "application/problem+json", `"status":401`},
		{api + "/v1/users/feed", http.StatusUnauthorized, "application/problem+json", `"status":401`},
		{api + "/v1/authentication/token", http.StatusMethodNotAllowed, "application/problem+json", `"status":405`},
		{api + "/v1/swagger/doc.json", http.StatusOK, "application/json", `"openapi"`},
	}
}

var client = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (p probe) check(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.address, nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 8<<20))
	if err != nil {
		return err
	}
	if answer.StatusCode != p.status {
		return fmt.Errorf("the status is %d, not %d", answer.StatusCode, p.status)
	}
	if got := answer.Header.Get("Content-Type"); !strings.HasPrefix(got, p.contentType) {
		return fmt.Errorf("the content type is %q, not %s", got, p.contentType)
	}
	if !strings.Contains(string(body), p.says) {
		return fmt.Errorf("the answer does not say %s", p.says)
	}
	return nil
}
