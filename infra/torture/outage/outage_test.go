// Package outage lets everything fail that the functions depend on, one after
// the other, while requests are running.
package outage_test

import (
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/figure"
)

func TestMain(m *testing.M) { system.Main(m) }

// fault is something that fails.
type fault struct {
	name string
	// refuses says that requests may be answered 503 meanwhile. Without Redis,
	// Pub/Sub or SendGrid none is.
	refuses bool
	harm    func(*testing.T, *place) (restore func())
	retried bool // it does harm that requests need not notice
	doubles bool // SendGrid's answers may be lost, so mails may come twice
	mails   bool // mails are sent all the same, and the fault lasts until one was
}

func TestFaultsWithTrafficRunning(t *testing.T) {
	t.Parallel()
	direct := open(t)
	o := outcome{}
	direct.run(t, faults(), &o)
	if len(direct.once) == 0 {
		t.Error("no mail was held against coming once")
	}
	if figure.Size(0, 1) > 0 { // not every machine that runs the tests has a pooler
		pooled := open(t)
		pooled.behindPooler(t)
		pooled.run(t, []fault{{name: "PgBouncer restarted", refuses: true, harm: killPooler}}, &o)
	}
	figure.Report(t, "faults with traffic running: not survived", o.faults, o.notSurvived)
	figure.Report(t, "requests during the faults: answered wrong", o.requests, o.wrong)
	figure.Report(t, "requests during the faults: refused longer than 2 s (in short: 10 s) after the end", o.requests, o.late)
	figure.Report(t, "writes acknowledged during the faults: lost", o.written, o.lost)
}

// outcome is what the faults did.
type outcome struct{ faults, notSurvived, wrong, late, requests, lost, written int }

// run lets each fault happen and end, and adds what came of it.
func (p *place) run(t *testing.T, faults []fault, o *outcome) {
	t.Helper()
	during := time.Duration(figure.Size(500, 3000)) * time.Millisecond
	// A machine that tests other things beside it needs longer.
	grace := time.Duration(figure.Size(10_000, 2000)) * time.Millisecond
	stop := p.traffic(t)
	defer stop()
	o.faults += len(faults)
	time.Sleep(during)
	for _, f := range faults {
		starts := p.starts()
		registered := p.registered()
		p.begin(f.refuses)
		restore := f.harm(t, p)
		time.Sleep(during)
		p.awaitHarm(t, f, registered)
		restore()
		p.end()
		healthy := p.await(t, time.Now().Add(grace))
		time.Sleep(during)
		if !f.refuses && !f.doubles {
			p.expectOnce(t, f.name, registered)
		}
		wrong, late, refused := p.tally(t, f.name, grace)
		if f.refuses && !f.retried && refused == 0 {
			t.Errorf("%s did no harm", f.name)
		}
		t.Logf("%-32s %4d requests refused, %d wrong, %d late; as before: %t", f.name, refused, wrong, late, healthy)
		o.wrong += wrong
		o.late += late
		if wrong > 0 || late > 0 || !healthy || p.starts() != starts {
			o.notSurvived++
			t.Errorf("%s was not survived", f.name)
		}
	}
	stop()
	o.requests += p.count()
	lost, written := p.lost(t)
	o.lost += lost
	o.written += written
	o.notSurvived += p.twice(t)
}
