package email

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// registerWith registers the name with the address and handles the event, if any.
func (f function) registerWith(t testing.TB, name, address string) {
	t.Helper()
	r := social.Registration{Username: name, Email: address, Password: factory.Password}
	_, id, err := store.Accounts{DB: f.db}.Register(t.Context(), r, hash)
	if err == nil && id != 0 {
		err = f.send(t, id)
	}
	if err != nil {
		t.Error(err)
	}
}

// count returns the number of accepted mails by address.
func (s *sendGrid) count() map[string]int {
	mails := map[string]int{}
	for _, mail := range s.accepted() {
		mails[mail.to]++
	}
	return mails
}

func TestAnAddressGetsOneMailAMinuteAndFiveADay(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.Email(factory.User(t, f.db, social.Member).Username)
	addresses := []string{"maya@example.com", "MAYA@example.com", owner}
	for minute := range 12 {
		for n := range 4 {
			for i, address := range addresses {
				f.registerWith(t, fmt.Sprintf("name_%d_%d_%d", minute, n, i), address)
			}
			if _, err := (store.Accounts{DB: f.db}).Renew(t.Context(), addresses[0]); err != nil {
				t.Fatal(err)
			}
			if err := f.sweep(t); err != nil {
				t.Fatal(err)
			}
		}
		got := f.sendGrid.count()
		if limit := min(minute+1, 5); got[addresses[0]]+got[addresses[1]] > limit || got[owner] > limit || got[owner] == 0 {
			t.Fatalf("minute %d: %v, want at most %d to each", minute, got, limit)
		}
		f.wait(t, "60 seconds")
	}
	if got := f.sendGrid.count(); got[addresses[0]]+got[addresses[1]] != 5 || got[owner] != 5 {
		t.Errorf("%v, want 5 to each", got)
	}
	f.wait(t, "24 hours")
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	if got := f.sendGrid.count(); got[addresses[0]]+got[addresses[1]] != 6 {
		t.Errorf("%v, want the delayed mail to arrive the next day", got)
	}
}

func TestAFloodOfRegistrationsSendsFewMailsAndDelaysNobodyElse(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const recipients = 100
	for n := range recipients / 2 { // half of them have accounts
		testdb.Exec(t, f.db, `INSERT INTO users (username, email, password_hash, is_active, activated_at) VALUES ($1, $2, $3, true, now())`,
			fmt.Sprint("owner_", n), fmt.Sprintf("victim_%d@example.com", n), hash)
	}
	flood, delayed, others := figure.Size(800, 10_000), 0, 0 // at least 8 to each recipient, who may get 5
	var next atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for n := int(next.Add(1)); n <= flood; n = int(next.Add(1)) {
				f.registerWith(t, fmt.Sprint("flood_", n), fmt.Sprintf("victim_%d@example.com", n%recipients))
				if n%20 == 0 {
					f.registerWith(t, fmt.Sprint("other_", n), factory.Email(fmt.Sprint("other_", n)))
				}
			}
		})
	}
	group.Wait()
	got := f.sendGrid.count()
	for n := 20; n <= flood; n += 20 {
		others++
		if got[factory.Email(fmt.Sprint("other_", n))] != 1 {
			delayed++
			t.Errorf("other_%d got no mail at once", n)
		}
	}
	for range 10 { // minutes, in which delayed mails may be sent
		f.wait(t, "61 seconds")
		if err := f.sweep(t); err != nil {
			t.Error(err)
		}
	}
	beyond := 0
	for address, mails := range f.sendGrid.count() {
		if beyond += max(0, mails-5); mails > 5 {
			t.Errorf("%s got %d mails, want at most 5", address, mails)
		}
	}
	figure.Report(t, "registrations with 100 addresses of others: mails beyond 5 a day to each", flood, beyond)
	figure.Report(t, "registrations during the flood, each with its own address: without their mail at once", others, delayed)
}

func TestTheWholeSystemSendsItsHourlyLimitAndTheRestWaits(t *testing.T) {
	t.Parallel()
	f := newFunction(t, func(c *Config) { c.Mail.HourlyLimit = 3 })
	for n := range 5 {
		f.registerWith(t, fmt.Sprint("user_", n), factory.Email(fmt.Sprint("user_", n)))
	}
	f.wait(t, "61 seconds")
	if err := f.sweep(t); err != nil || len(f.sendGrid.accepted()) != 3 || worst(t) != "ERROR" {
		t.Errorf("%v, %d mails, severity %s; want 3 and an error", err, len(f.sendGrid.accepted()), worst(t))
	}
	f.wait(t, "1 hour")
	if err := f.sweep(t); err != nil || len(f.sendGrid.accepted()) != 5 {
		t.Errorf("%v, %d mails after the hour, want 5", err, len(f.sendGrid.accepted()))
	}
}

// The sweep finds the registrations that wait before the notice whose event was lost.
func TestAFloodOfRegistrationsLeavesAFifthOfTheHourToOwners(t *testing.T) {
	t.Parallel()
	f := newFunction(t, func(c *Config) { c.Mail.HourlyLimit = 10 })
	owner := factory.User(t, f.db, social.Member)
	for n := range 20 {
		f.registerWith(t, fmt.Sprint("stranger_", n), factory.Email(fmt.Sprint("stranger_", n)))
	}
	if _, err := (store.Outbox{DB: f.db}).Notify(t.Context(), social.PasswordChangedMail, owner.ID, social.Act{}); err != nil {
		t.Fatal(err)
	}
	f.wait(t, "61 seconds")
	if err := f.sweep(t); err != nil || worst(t) != "ERROR" {
		t.Errorf("%v, severity %s, want an error", err, worst(t))
	}
	got := f.sendGrid.count()
	if all := len(f.sendGrid.accepted()); all != 9 || got[factory.Email(owner.Username)] != 1 {
		t.Errorf("%d mails, of which %d to the owner; want 8 to strangers and 1", all, got[factory.Email(owner.Username)])
	}
}

func TestManyRefusalsAreAnErrorAndFewAreNot(t *testing.T) {
	t.Parallel()
	for refused, severity := range map[int]string{4: "WARNING", 5: "ERROR"} {
		t.Run(fmt.Sprint(refused), func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			for n := range 25 {
				if n == 25-refused {
					f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadRequest) })
				}
				f.registerWith(t, fmt.Sprint("user_", n), factory.Email(fmt.Sprint("user_", n)))
			}
			if err := f.sweep(t); err != nil || worst(t) != severity {
				t.Errorf("%v, severity %s, want %s", err, worst(t), severity)
			}
		})
	}
}

func TestDeactivatedOwnerIsNotToldToSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))
	bodies := make(chan string, 1)
	f.sendGrid.read = func(body string) { bodies <- body }
	f.registerWith(t, "again", factory.Email(owner.Username))
	wantText(t, <-bodies, []string{"is deactivated", owner.Username}, []string{"Sign in"})
}

func TestMailAboutADeletionByTheOwnerNamesNoAdministrator(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	deleted, err := store.Users{DB: f.db}.Delete(t.Context(), factory.Secret(owner), social.Act{})
	if err != nil {
		t.Fatal(err)
	}
	bodies := make(chan string, 1)
	f.sendGrid.read = func(body string) { bodies <- body }
	f.registerWith(t, "again", factory.Email(owner.Username))
	erased := deleted.EraseAt.UTC().Format("2 January 2006")
	wantText(t, <-bodies, []string{"You deleted your account", owner.Username, erased}, []string{"administrator", "deactivated"})
}
