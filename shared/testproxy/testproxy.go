// Package testproxy puts a proxy between a test's code and what that depends
// on, and harms the connection in the ways of real networks.
package testproxy

import (
	"net/url"
	"strings"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	_ "github.com/Shopify/toxiproxy/v2/toxics" // registers what Harm can do
	"github.com/rs/zerolog"
)

// Proxy forwards connections until it is told otherwise.
type Proxy struct{ proxy *toxiproxy.Proxy }

// InFront starts a proxy in front of the server of this URL, and returns the URL
// that leads through it.
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

// harm adds a toxic to what the server answers:
// https://github.com/Shopify/toxiproxy#toxics.
func (p *Proxy) harm(t testing.TB, toxic, attributes string) {
	t.Helper()
	text := `{"name": "` + toxic + `", "type": "` + toxic + `", "stream": "downstream", "attributes": ` + attributes + `}`
	if _, err := p.proxy.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

// Heal undoes what a fault did.
func (p *Proxy) Heal(t testing.TB) {
	t.Helper()
	p.proxy.Toxics.ResetToxics(t.Context())
	_ = p.proxy.Start() // it may never have stopped
}

// Faults are what happens to networks, by name.
var Faults = map[string]func(testing.TB, *Proxy){
	"refused":    func(_ testing.TB, p *Proxy) { p.Cut() },
	"reset":      func(t testing.TB, p *Proxy) { p.harm(t, "reset_peer", `{"timeout": 0}`) },
	"cut off":    func(t testing.TB, p *Proxy) { p.harm(t, "limit_data", `{"bytes": 3}`) },
	"slow":       func(t testing.TB, p *Proxy) { p.harm(t, "latency", `{"latency": 3000}`) },
	"black hole": func(t testing.TB, p *Proxy) { p.harm(t, "timeout", `{"timeout": 0}`) },
}
