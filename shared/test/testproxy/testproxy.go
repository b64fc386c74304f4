// Package testproxy puts a proxy between a test's code and a dependency, and breaks
// the connection in the ways that real networks do.
package testproxy

import (
	"net/url"
	"strings"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	_ "github.com/Shopify/toxiproxy/v2/toxics" // registers the toxics that harm uses
	"github.com/rs/zerolog"
)

// Proxy forwards connections until a test breaks them.
type Proxy struct{ proxy *toxiproxy.Proxy }

// InFront starts a proxy in front of the server at this URL, and returns the URL of
// the proxy.
func InFront(t testing.TB, server string) (through string, p *Proxy) {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	log := zerolog.Nop()
	metrics := toxiproxy.NewMetricsContainer(nil)
	p = &Proxy{toxiproxy.NewProxy(toxiproxy.NewServer(metrics, log), "proxy", "127.0.0.1:0", u.Host)}
	p.Restore(t)
	t.Cleanup(p.Cut)
	u.Host = p.proxy.Listen
	return u.String(), p
}

// Cut closes all connections and refuses new ones.
func (p *Proxy) Cut() { p.proxy.Stop() }

// Restore accepts connections again after Cut.
func (p *Proxy) Restore(t testing.TB) {
	t.Helper()
	if err := p.proxy.Start(); err != nil {
		t.Fatal(err)
	}
}

// harm adds a toxic to the server's responses:
// https://github.com/Shopify/toxiproxy#toxics.
func (p *Proxy) harm(t testing.TB, toxic, attributes string) {
	t.Helper()
	text := `{"name": "` + toxic + `", "type": "` + toxic + `", "stream": "downstream", "attributes": ` + attributes + `}`
	if _, err := p.proxy.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

// Heal undoes any fault.
func (p *Proxy) Heal(t testing.TB) {
	t.Helper()
	p.proxy.Toxics.ResetToxics(t.Context())
	_ = p.proxy.Start() // it may still be running
}

// Faults are common network failures, by name.
var Faults = map[string]func(testing.TB, *Proxy){
	"refused":    func(_ testing.TB, p *Proxy) { p.Cut() },
	"reset":      func(t testing.TB, p *Proxy) { p.harm(t, "reset_peer", `{"timeout": 0}`) },
	"cut off":    func(t testing.TB, p *Proxy) { p.harm(t, "limit_data", `{"bytes": 3}`) },
	"slow":       func(t testing.TB, p *Proxy) { p.harm(t, "latency", `{"latency": 3000}`) },
	"black hole": func(t testing.TB, p *Proxy) { p.harm(t, "timeout", `{"timeout": 0}`) },
}
