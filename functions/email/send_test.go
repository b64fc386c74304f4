package email

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
)

func activate(t testing.TB, f function, token string) error {
	t.Helper()
	sum := sha256.Sum256([]byte(token))
	_, err := store.Accounts{DB: f.db}.Activate(t.Context(), sum[:])
	return err
}

func TestMailIsSentOnceWithALinkThatActivates(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "maya")
	for range 3 { // Pub/Sub may deliver an event more than once
		if err := f.send(t, id); err != nil {
			t.Error(err)
		}
	}
	mails := f.sendGrid.accepted()
	if len(mails) != 1 || mails[0].to != "maya@example.com" || f.state(t, id) != "sent" {
		t.Fatalf("mails %v, the last state is %s; want one mail to maya that is marked as sent", mails, f.state(t, id))
	}
	if err := activate(t, f, mails[0].token); err != nil {
		t.Errorf("the link of the mail: %v", err)
	}
}

func TestTokenIsStoredAsItsHashOnlyAndNotLogged(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "canary")
	if err := f.send(t, id); err != nil {
		t.Fatal(err)
	}
	token := f.sendGrid.accepted()[0].token
	var stored string
	err := f.db.QueryRow(t.Context(), `
		SELECT string_agg(t::text || e::text || u::text || encode(t.hash, 'escape'), ' ')
		FROM activation_tokens t JOIN emails e ON e.id = t.email_id JOIN users u ON u.id = t.user_id`).Scan(&stored)
	if err != nil || strings.Contains(stored, token) || strings.Contains(strings.ToLower(stored), strings.ToLower(token)) {
		t.Errorf("stored %q, %v", stored, err)
	}
	log.WantNone(t, token, "canary@example.com", "/confirm/", "SG.key")
}

var form = regexp.MustCompile(`^[A-Z2-7]{52}$`) // 260 bits

func TestEachMailHasAnUnguessableTokenOfItsOwn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const mails = 100
	for n := range mails {
		if err := f.send(t, f.register(t, fmt.Sprint("newcomer_", n))); err != nil {
			t.Error(err)
		}
	}
	tokens := map[string]bool{}
	for _, mail := range f.sendGrid.accepted() {
		tokens[mail.token] = true
		if !form.MatchString(mail.token) {
			t.Errorf("token %q, want 52 characters of base32", mail.token)
		}
	}
	if len(tokens) != mails {
		t.Errorf("%d mails have %d different tokens", mails, len(tokens))
	}
}

func TestSimultaneousDeliveriesSendOneMail(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const deliveries = 10
	mails, wrong := figure.Size(40, 1000), 0
	for n := range mails {
		id := f.register(t, fmt.Sprint("newcomer_", n))
		var group sync.WaitGroup
		for range deliveries {
			group.Go(func() { _ = f.send(t, id) })
		}
		group.Wait()
		if err := f.send(t, id); err != nil || f.state(t, id) != "sent" {
			t.Errorf("mail %d: %v, the mail is %s, want sent", n, err, f.state(t, id))
		}
	}
	sent := map[string]int{}
	for _, mail := range f.sendGrid.accepted() {
		sent[mail.to]++
	}
	for n := range mails {
		if times := sent[factory.Email(fmt.Sprint("newcomer_", n))]; times != 1 {
			wrong++
			t.Errorf("mail %d was sent %d times, want 1", n, times)
		}
	}
	figure.Report(t, "mails that are delivered 11 times, 10 of them at once: not sent exactly once", mails, wrong)
}

func TestClaimedMailIsLeftToItsClaimer(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	id := f.register(t, "maya")
	if _, err := (store.Outbox{DB: f.db}).Claim(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := f.send(t, id); err != nil || f.sendGrid.requests() != 0 {
		t.Errorf("sent while another sender holds the claim: %v", err)
	}
	f.wait(t, "61 seconds")
	if err := f.sweep(t); err != nil || len(f.sendGrid.accepted()) != 1 {
		t.Errorf("not sent after the claim expired: %v", err)
	}
}

// The process is killed after SendGrid accepts the mail and before it is marked as
// sent.
func TestKilledSenderRepeatsAMailOnceAndBothLinksWork(t *testing.T) {
	t.Parallel()
	for _, chosen := range []int{0, 1} {
		f := newFunction(t)
		id := f.register(t, "maya")
		if err := f.send(t, id); err != nil {
			t.Fatal(err)
		}
		testdb.Exec(t, f.db, `UPDATE emails SET sent_at = NULL, claimed_until = now() + interval '1 minute'`)
		if err := f.sweep(t); err != nil || len(f.sendGrid.accepted()) != 1 {
			t.Error("sent again before the claim expired")
		}
		f.wait(t, "61 seconds")
		if err := f.sweep(t); err != nil {
			t.Error(err)
		}
		if err := f.sweep(t); err != nil {
			t.Error(err)
		}
		mails := f.sendGrid.accepted()
		if len(mails) != 2 || mails[0].token == mails[1].token {
			t.Fatalf("mails %v, want one repeat with a different token", mails)
		}
		if err := activate(t, f, mails[chosen].token); err != nil {
			t.Errorf("link %d: %v", chosen, err)
		}
	}
}

// The database is briefly unavailable after SendGrid accepts the mail.
func TestMailIsMarkedWhenTheDatabaseIsBack(t *testing.T) {
	t.Parallel()
	var proxy *testproxy.Proxy
	f := newFunction(t, func(c *Config) {
		c.Postgres.URL, proxy = testproxy.InFront(t, c.Postgres.URL)
	})
	id := f.register(t, "maya")
	f.sendGrid.set(func(w http.ResponseWriter) {
		proxy.Cut()
		time.AfterFunc(2*recordPause, func() { proxy.Heal(t) })
		w.WriteHeader(http.StatusAccepted)
	})
	if err := f.send(t, id); err != nil || f.state(t, id) != "sent" {
		t.Errorf("%v, the mail is %s, want sent", err, f.state(t, id))
	}
}

func TestOwnerOfATakenAddressIsNotifiedWithoutALink(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	r := social.Registration{Username: "decoy", Email: factory.Email(owner.Username), Password: factory.Password}
	_, id, err := store.Accounts{DB: f.db}.Register(t.Context(), r, hash)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.send(t, id); err != nil {
		t.Fatal(err)
	}
	if mails := f.sendGrid.accepted(); len(mails) != 1 || mails[0] != (sent{to: r.Email}) {
		t.Errorf("mails %v, want one to the owner, without a link", mails)
	}
}

func TestPointlessMailsAreNotSent(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"activated":  `UPDATE users SET is_active = true, activated_at = now()`,
		"deleted":    `DELETE FROM users`,
		"superseded": `DELETE FROM emails`,
	} {
		f := newFunction(t)
		id := f.register(t, "maya")
		testdb.Exec(t, f.db, change)
		if err := f.send(t, id); err != nil || f.sendGrid.requests() != 0 {
			t.Errorf("%s: %v, %d requests, want none", name, err, f.sendGrid.requests())
		}
		if name == "activated" && f.state(t, id) != "failed" {
			t.Errorf("%s: the mail is %s, want failed", name, f.state(t, id))
		}
	}
}
