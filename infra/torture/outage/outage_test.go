// Package outage makes each dependency of the functions fail in turn while requests
// are running.
package outage_test

import (
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/test/figure"
)

func TestMain(m *testing.M) { system.Main(m) }

// fault is a failure to inject.
type fault struct {
	name string
	// refuses reports whether requests may get a 503 during the fault. They may not
	// if only Redis, Pub/Sub or SendGrid fails.
	refuses bool
	harm    func(*testing.T, *rig) (restore func())
	retried bool // retries may hide the fault, so it may refuse no request
	doubles bool // SendGrid's responses may be lost, so mails may arrive twice
	mails   bool // mails are still sent, and the fault lasts until one was
}

func TestFaultsWithTrafficRunning(t *testing.T) {
	t.Parallel()
	direct := open(t)
	o := outcome{}
	direct.run(t, faults(), &o)
	if len(direct.once) == 0 {
		t.Error("no mail was checked to arrive once")
	}
	if figure.Size(0, 1) > 0 { // not every test machine has a pooler
		pooled := open(t)
		pooled.behindPooler(t)
		pooled.run(t, []fault{{name: "PgBouncer restarted", refuses: true, harm: killPooler}}, &o)
	}
	figure.Report(t, "faults with traffic running: not survived", o.faults, o.notSurvived)
	figure.Report(t, "requests during the faults: answered wrong", o.requests, o.wrong)
	figure.Report(t, "requests during the faults: refused longer than 2 s (in short: 10 s) after the end", o.requests, o.late)
	figure.Report(t, "writes acknowledged during the faults: lost", o.written, o.lost)
}

// outcome is the sum of the results of the faults.
type outcome struct{ faults, notSurvived, wrong, late, requests, lost, written int }

// run injects and ends each fault, and adds the results to o.
func (r *rig) run(t *testing.T, faults []fault, o *outcome) {
	t.Helper()
	during := time.Duration(figure.Size(500, 3000)) * time.Millisecond
	// While other tests run, a machine needs longer.
	grace := time.Duration(figure.Size(10_000, 2000)) * time.Millisecond
	stop := r.traffic(t)
	defer stop()
	o.faults += len(faults)
	time.Sleep(during)
	for _, f := range faults {
		starts := r.starts()
		registered := r.registered()
		r.begin(f.refuses)
		restore := f.harm(t, r)
		time.Sleep(during)
		r.awaitHarm(t, f, registered)
		restore()
		r.end()
		healthy := r.await(t, time.Now().Add(grace))
		time.Sleep(during)
		if !f.refuses && !f.doubles {
			r.expectOnce(t, f.name, registered)
		}
		wrong, late, refused := r.tally(t, f.name, grace)
		if f.refuses && !f.retried && refused == 0 {
			t.Errorf("%s had no effect", f.name)
		}
		t.Logf("%-32s %4d requests refused, %d wrong, %d late; recovered: %t", f.name, refused, wrong, late, healthy)
		o.wrong += wrong
		o.late += late
		if wrong > 0 || late > 0 || !healthy || r.starts() != starts {
			o.notSurvived++
			t.Errorf("the system did not survive %s", f.name)
		}
	}
	stop()
	o.requests += r.count()
	lost, written := r.lost(t)
	o.lost += lost
	o.written += written
	o.notSurvived += r.twice(t)
}
