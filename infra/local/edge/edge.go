package edge

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"strings"
	"time"

	"social.example/shared/auth"
	"social.example/shared/web"
)

const (
	patience      = 5 * time.Second  // how long a request waits for a function that is restarting
	answerTimeout = 60 * time.Second // until the first byte of a function's response
)

// edge is the load balancer. It changes neither the path nor the query.
type edge struct {
	routes  Routes
	origins func() auth.Origins
	address func(ctx context.Context, function string) (string, error)
	proxy   *httputil.ReverseProxy
}

// New returns an edge. The origins may read the responses that it makes itself. address
// returns the address that a function listens on; it waits while the function is not
// listening.
func New(routes Routes, origins func() auth.Origins, address func(ctx context.Context, function string) (string, error)) http.Handler {
	e := &edge{routes: routes, origins: origins, address: address}
	e.proxy = &httputil.ReverseProxy{
		Rewrite:       rewrite,
		FlushInterval: -1, // send events at once
		Transport: &http.Transport{
			MaxIdleConnsPerHost:   200,
			IdleConnTimeout:       30 * time.Second,
			ResponseHeaderTimeout: answerTimeout,
			DisableCompression:    true,
		},
		ErrorHandler: e.refuse,
		ErrorLog:     log.New(io.Discard, "", 0), // broken connections: the function logs them, or the client left
	}
	return web.Timeouts(e)
}

func (e *edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		r = sending(r)
	}
	r.Header.Del("Upgrade") // no function changes the protocol, and the proxy refuses some values
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	address, err := e.address(ctx, e.routes.Match(r.URL.EscapedPath()))
	cancel()
	if err != nil {
		e.refuse(w, r, err)
		return
	}
	e.proxy.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), addressKey{}, address)))
}

// addressKey is the context key of the function's address.
type addressKey struct{}

func rewrite(r *httputil.ProxyRequest) {
	r.Out.URL.Scheme = "http"
	r.Out.URL.Host = r.In.Context().Value(addressKey{}).(string)
	r.Out.URL.RawQuery = r.In.URL.RawQuery // even if it does not parse: the function must reject it
	for _, name := range []string{"Forwarded", "X-Forwarded-Host"} {
		if values, ok := r.In.Header[name]; ok {
			r.Out.Header[name] = values
		}
	}
	r.Out.Trailer = nil // no function reads trailers, and the transport refuses some names
	r.Out.Header.Set("X-Forwarded-Proto", "http")
	r.Out.Header.Set("X-Forwarded-For", forwardedFor(r.In))
}

// forwardedFor appends the client's address and our own to the client's header
// values. The client's address is therefore always second from the right.
func forwardedFor(r *http.Request) string {
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	own := ""
	if local != nil {
		own = host(local.String())
	}
	return strings.Join(append(r.Header.Values("X-Forwarded-For"), host(r.RemoteAddr), own), ", ")
}

func host(address string) string {
	name, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return name
}
