package ratelimit

import (
	"net/http"
	"net/netip"
	"strings"
)

// Address returns the subject of a client without a token: its IPv4 address, or the
// /64 network of its IPv6 address, which is what one customer gets (RFC 6177). It
// reads the entry of X-Forwarded-For at the given position from the right, because
// the client may have forged the entries further left. At position 0, or if the
// header has fewer entries, it uses the address of the connection. All clients with
// an invalid address share one subject.
func Address(r *http.Request, position int) Subject {
	address, ok := client(r, position)
	if !ok {
		return Subject{key: "address:unknown"}
	}
	return subject(address)
}

// Network returns the network of the client's address as a coarse place: an IPv4
// /24 or an IPv6 /48. It returns "" if the address is unknown.
func (c Config) Network(r *http.Request) string {
	address, ok := client(r, c.ClientIPPosition)
	if !ok {
		return ""
	}
	return netip.PrefixFrom(address, widest(address).bits).Masked().String()
}

// client returns the client's address, which Address turns into a subject.
func client(r *http.Request, position int) (netip.Addr, bool) {
	text := r.RemoteAddr
	if position > 0 {
		if entry := fromRight(r.Header.Values("X-Forwarded-For"), position); entry != "" {
			text = entry
		}
	}
	return parseAddress(strings.TrimSpace(text))
}

// fromRight returns the entry at that position from the right of a list, or "" if the
// list has fewer. It does not look at the entries further left, because the client may
// send many.
func fromRight(lines []string, position int) string {
	for i := len(lines) - 1; i >= 0; i-- {
		for rest, more := lines[i], true; more; position-- {
			comma := strings.LastIndexByte(rest, ',')
			if position == 1 {
				return rest[comma+1:]
			}
			if more = comma >= 0; more {
				rest = rest[:comma]
			}
		}
	}
	return ""
}

func subject(address netip.Addr) Subject {
	if address.Is4() {
		return Subject{key: "address:" + address.String()}
	}
	return network(address, 64)
}

// network returns the subject of all clients in the address's network with that
// prefix length.
func network(address netip.Addr, bits int) Subject {
	return Subject{key: "address:" + netip.PrefixFrom(address, bits).Masked().String()}
}

// parseAddress parses an address with or without a port.
func parseAddress(text string) (netip.Addr, bool) {
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		var withPort netip.AddrPort
		withPort, err = netip.ParseAddrPort(text)
		address = withPort.Addr()
	}
	return address.Unmap().WithZone(""), err == nil
}
