package email

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestSweepSendsWhatIsOlderThanAMinute(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	old := f.register(t, "maya")
	f.wait(t, "61 seconds")
	young := f.register(t, "kim")
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	if f.state(t, old) != "sent" || f.state(t, young) != "open" {
		t.Errorf("old is %s, young is %s, want sent and open", f.state(t, old), f.state(t, young))
	}
}

// An alert fires if no sweep logs this for a quarter of an hour.
func TestOnlyASweepWithoutAFailedJobIsLoggedAsComplete(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	complete := func() int {
		return strings.Count(strings.Join(log.Lines(`"event_id":"`+t.Name()+`"`), ""), SweepComplete)
	}
	if got := complete(); got != 1 {
		t.Errorf("%d lines after a sweep, want 1", got)
	}
	testdb.Exec(t, testdb.Owner(t, f.db), `ALTER TABLE moderation_log RENAME TO elsewhere`)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false, suspended_until = now() WHERE id = $1`, factory.User(t, f.db, social.Member).ID)
	if err := f.sweep(t); err != nil || worst(t) != "WARNING" {
		t.Errorf("%v, severity %s; want no error and WARNING", err, worst(t))
	}
	if got := complete(); got != 1 {
		t.Errorf("%d lines after a sweep that can't end a suspension, want 1", got)
	}
}

func TestSweepersShareTheWork(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const mails = 250
	for n := range mails {
		f.register(t, fmt.Sprint("user_", n))
	}
	f.wait(t, "61 seconds")
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			if err := f.sweep(t); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	recipients := map[string]int{}
	for _, mail := range f.sendGrid.accepted() {
		recipients[mail.to]++
	}
	for n := range mails {
		if got := recipients[factory.Email(fmt.Sprint("user_", n))]; got != 1 {
			t.Errorf("user_%d got %d mails, want 1", n, got)
		}
	}
}

func TestSweepEndsWhenTheKeyIsRefusedAndTheNextContinues(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for n := range 5 {
		f.register(t, fmt.Sprint("user_", n))
	}
	f.wait(t, "61 seconds")
	f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) })
	if err := f.sweep(t); err != nil || f.sendGrid.requests() != 1 {
		t.Errorf("%v after %d requests, want 1", err, f.sendGrid.requests())
	}
	f.sendGrid.set(nil)
	f.wait(t, "61 seconds")
	if err := f.sweep(t); err != nil || len(f.sendGrid.accepted()) != 5 {
		t.Errorf("%v, %d mails, want 5", err, len(f.sendGrid.accepted()))
	}
}

// The mail stays open for the next tick. Redelivering this tick would only add load
// to SendGrid.
func TestFailedSweepIsLoggedAcknowledgedAndStillDeletes(t *testing.T) {
	t.Parallel()
	for status, severity := range map[int]string{http.StatusUnauthorized: "ERROR", http.StatusServiceUnavailable: "WARNING"} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			id := f.register(t, "maya")
			testdb.Exec(t, f.db, `
				INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
				SELECT sha256('expired'), user_id, id, now() FROM emails`)
			f.wait(t, "61 seconds")
			f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(status) })
			if err := f.sweep(t); err != nil || worst(t) != severity || f.state(t, id) != "open" {
				t.Errorf("%v, severity %s, want %s; the mail is %s", err, worst(t), severity, f.state(t, id))
			}
			var expired int
			err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM activation_tokens WHERE expires_at <= now()`).Scan(&expired)
			if err != nil || expired != 0 {
				t.Errorf("%d expired tokens remain, %v", expired, err)
			}
		})
	}
}

func TestSweepSendsEvenIfItCannotDelete(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "maya")
	f.wait(t, "61 seconds")
	testdb.Exec(t, testdb.Owner(t, f.db), `ALTER TABLE idempotency_keys RENAME TO elsewhere`)
	if err := f.sweep(t); err != nil || f.state(t, id) != "sent" || worst(t) != "WARNING" {
		t.Errorf("%v, the mail is %s, severity %s; want sent and WARNING", err, f.state(t, id), worst(t))
	}
}

// The token's lifetime starts when the mail is sent, however old the mail is.
func TestLinkOfAnOldMailWorks(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "maya")
	f.wait(t, "100 hours")
	testdb.Exec(t, f.db, `UPDATE users SET created_at = created_at - interval '100 hours'`)
	if err := f.sweep(t); err != nil || f.state(t, id) != "sent" {
		t.Fatalf("%v, the mail is %s, want sent", err, f.state(t, id))
	}
	if err := activate(t, f, f.sendGrid.accepted()[0].token); err != nil {
		t.Error(err)
	}
}

func TestSweepContinuesAfterAMailThatIsRefused(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for n := range 3 {
		f.register(t, fmt.Sprint("user_", n))
	}
	f.wait(t, "61 seconds")
	f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadRequest) })
	if err := f.sweep(t); err != nil || f.sendGrid.requests() != 3 {
		t.Errorf("%v after %d requests, want each mail to be tried", err, f.sendGrid.requests())
	}
}

func TestSweepDeletesWhatHasExpired(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "maya")
	if err := f.send(t, id); err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, f.db, `UPDATE activation_tokens SET expires_at = now() - interval '1 second'`)
	testdb.Exec(t, f.db, `UPDATE users SET created_at = now() - interval '31 days' WHERE username = 'maya'`)
	f.register(t, "kim")
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]int{"activation_tokens": 0, "users": 1, "emails": 1} {
		var n int
		if err := f.db.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n != want {
			t.Errorf("%d rows in %s, %v; want %d", n, table, err, want)
		}
	}
}

func TestSweepIndexesPosts(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	factory.Post(t, f.db, factory.User(t, f.db, social.Member))
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	var indexed bool
	if err := f.db.QueryRow(t.Context(), `SELECT indexed FROM posts`).Scan(&indexed); err != nil || !indexed {
		t.Errorf("the post is indexed: %v, %v", indexed, err)
	}
}

func TestSweepHidesWhatIsLeftOfADeactivatedUser(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	gone, fan := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	factory.Deactivate(t, f.db, gone)
	testdb.Exec(t, f.db, `INSERT INTO follows (follower_id, followee_id) VALUES ($1, $2)`, fan.ID, gone.ID)
	testdb.Exec(t, f.db, `INSERT INTO visibility_queue (user_id) VALUES ($1)`, gone.ID)
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	var follows, counted, waiting int
	err := f.db.QueryRow(t.Context(), `
		SELECT (SELECT count(*) FROM follows), (SELECT sum(following_count) FROM users), (SELECT count(*) FROM visibility_queue)`).
		Scan(&follows, &counted, &waiting)
	if err != nil || follows+counted+waiting != 0 {
		t.Errorf("%d follows, counted %d, %d users wait, want none: %v", follows, counted, waiting, err)
	}
}
