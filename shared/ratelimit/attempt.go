package ratelimit

import (
	"fmt"
	"net/http"
	"net/netip"
	"time"
)

// wider lists the networks around a client's own address, and their limits as
// multiples of the limit of one address. A home connection has up to 256 networks of
// the size that counts as one address, and a site has 65,536.
var wider = map[bool][]around{
	false: {{56, 3}, {48, 10}}, // IPv6
	true:  {{24, 20}},          // IPv4
}

// around is a network around an address, and its limit.
type around struct{ bits, times int }

// widest returns the widest network around the address.
func widest(address netip.Addr) around {
	all := wider[address.Is4()]
	return all[len(all)-1]
}

// Attempt returns the hits of one attempt at the target: for the client's address,
// for the target, and for the networks around the address, the widest last.
func (c Config) Attempt(r *http.Request, target Subject) []Hit {
	policy := c.Auth()
	hits := []Hit{
		{Policy: policy, Subject: Address(r, c.ClientIPPosition)},
		{Policy: policy.on(target), Subject: target},
	}
	address, ok := client(r, c.ClientIPPosition)
	if !ok {
		return hits
	}
	for _, w := range wider[address.Is4()] {
		shared := Policy{fmt.Sprintf("%s-%d", policy.Name, w.bits), w.times * policy.Requests, policy.Window}
		hits = append(hits, Hit{Policy: shared, Subject: network(address, w.bits)})
	}
	return hits
}

// on returns the policy of attempts on a target.
func (p Policy) on(target Subject) Policy {
	if target.times == 0 {
		return p
	}
	return Policy{p.Name + "-account", target.times * p.Requests, p.Window}
}

// DeviceAttempt returns the hits of one attempt from a known device: for the
// device, and for all such devices in the widest network around the address. The
// latter bounds the work that somebody with many devices can cause.
func (c Config) DeviceAttempt(r *http.Request, id []byte) []Hit {
	policy := c.Auth()
	subject, times := Address(r, c.ClientIPPosition), 1
	if address, ok := client(r, c.ClientIPPosition); ok {
		w := widest(address)
		subject, times = network(address, w.bits), w.times
	}
	return []Hit{
		{Policy: policy, Subject: Device(id)},
		{Policy: Policy{policy.Name + "-devices", times * policy.Requests, policy.Window}, Subject: subject},
	}
}

// codesPerDay is how many wrong codes of a second factor a subject may give per day, as
// a multiple of the attempts of one window. Three codes in a million are right at any
// time, so 50 tries find one on one day in 6,700. Somebody who knows the password is
// one subject, and a second one with a device token from before two-step sign-in was
// on.
const codesPerDay = 5

// Code returns the hit of one code of a second factor.
func (c Config) Code(subject Subject) Hit {
	return Hit{Policy{"code", codesPerDay * c.AuthRequests, 24 * time.Hour}, subject}
}

// mailsPerDay is how many mails a network may cause per day, as a multiple of the
// limit of one address per window.
const mailsPerDay = 100

// Mail returns the hit of a request that sends a mail. Its subject is the widest
// network around the client's address.
func (c Config) Mail(r *http.Request) Hit {
	policy := Policy{"mail", mailsPerDay * c.AuthRequests, 24 * time.Hour}
	address, ok := client(r, c.ClientIPPosition)
	if !ok {
		return Hit{policy, Address(r, c.ClientIPPosition)}
	}
	return Hit{policy, network(address, widest(address).bits)}
}
