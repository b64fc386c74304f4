package registration_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"social.example/infra/torture/system"
	"social.example/shared/test/testproxy"
)

// fault is a failure to inject during registrations.
type fault struct {
	name         string
	acknowledges bool // registrations must still succeed
	harm         func(*testing.T) (restore func())
}

// wanted returns how many registrations must be acknowledged during the fault.
func (f fault) wanted(each int) int {
	if f.acknowledges {
		return each
	}
	return 0
}

// faults returns this many network faults of each dependency and this many failing
// answers of SendGrid.
func (r *registrar) faults(networks, answers int) []fault {
	faults := []fault{{"nothing fails", true, func(*testing.T) func() { return func() {} }}}
	for _, name := range slices.Sorted(maps.Keys(testproxy.Faults))[len(testproxy.Faults)-networks:] {
		harm := testproxy.Faults[name]
		through := func(p *testproxy.Proxy) func(*testing.T) func() {
			return func(t *testing.T) func() {
				harm(t, p)
				return func() { p.Heal(t) }
			}
		}
		faults = append(faults,
			fault{"PostgreSQL: " + name, false, through(r.Postgres)},
			fault{"Redis: " + name, true, through(r.Redis)},
			fault{"Pub/Sub: " + name, true, through(r.PubSub)},
		)
	}
	for _, name := range slices.Sorted(maps.Keys(troubles))[:answers] {
		trouble := troubles[name]
		faults = append(faults, fault{"SendGrid: " + name, true, func(*testing.T) func() {
			r.SendGrid.Trouble(trouble)
			return func() { r.SendGrid.Trouble(nil) }
		}})
	}
	return faults
}

// troubles are the responses of a SendGrid that accepts no mail.
var troubles = map[string]http.Handler{
	"429":   system.Answering(http.StatusTooManyRequests),
	"500":   system.Answering(http.StatusInternalServerError),
	"503":   system.Answering(http.StatusServiceUnavailable),
	"401":   system.Answering(http.StatusUnauthorized),
	"hangs": system.Hanging,
}

// kill is a moment at which to kill a process.
type kill struct {
	name, function string
	arm            func(strike func())
}

// moments returns the moments to kill a process between a registration and its mail.
func (r *registrar) moments() []kill {
	return []kill{
		{"before the commit", "authentication", func(strike func()) { r.Taps["authentication"].Before("commit", strike) }},
		{"after the commit", "authentication", func(strike func()) { r.Taps["authentication"].After("commit", strike) }},
		{"after the event was published", "authentication", func(strike func()) { r.AfterPublish(strike) }},
		{"after the mail was claimed", "email", func(strike func()) { r.Taps["email"].After("commit", strike) }},
		{"after SendGrid's 202", "email", func(strike func()) { r.SendGrid.After(strike) }},
	}
}
