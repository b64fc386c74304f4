package ratelimit

import (
	"net/http"
	"net/netip"
	"strings"
)

// Address is the subject of a client without a token: its IPv4 address, or the
// /64 network of its IPv6 address, which is what one customer gets (RFC 6177).
// It comes from X-Forwarded-For at the given position from the right, for what
// stands further left the client may have written itself; at position 0, or if
// the header has fewer entries, it is the connection's. What is no address is
// one subject together.
func Address(r *http.Request, position int) string {
	address, ok := client(r, position)
	if !ok {
		return "address:unknown"
	}
	return subject(address)
}

// client returns the address that Address is about.
func client(r *http.Request, position int) (netip.Addr, bool) {
	text := r.RemoteAddr
	if position > 0 {
		entries := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if i := len(entries) - position; i >= 0 && entries[i] != "" {
			text = entries[i]
		}
	}
	return parseAddress(strings.TrimSpace(text))
}

func subject(address netip.Addr) string {
	if address.Is4() {
		return "address:" + address.String()
	}
	return network(address, 64)
}

// network is the subject of all clients whose addresses begin with the same bits.
func network(address netip.Addr, bits int) string {
	return "address:" + netip.PrefixFrom(address, bits).Masked().String()
}

// parseAddress takes an address with or without a port.
func parseAddress(text string) (netip.Addr, bool) {
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		var withPort netip.AddrPort
		withPort, err = netip.ParseAddrPort(text)
		address = withPort.Addr()
	}
	return address.Unmap().WithZone(""), err == nil
}
