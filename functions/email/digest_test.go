package email

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// reader creates a user with a daily digest that is due.
func (f function) reader(t testing.TB) social.Actor {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	f.setDigest(t, user, social.DailyDigest)
	f.due(t)
	return user
}

func (f function) setDigest(t testing.TB, user social.Actor, digest social.Digest) {
	t.Helper()
	_, err := store.Notifications{DB: f.db}.Edit(t.Context(), user.ID, social.NotificationSettingsEdit{Digest: &digest})
	if err != nil {
		t.Fatal(err)
	}
}

// due makes all digests due, a minute after the previous mails.
func (f function) due(t testing.TB) {
	t.Helper()
	f.wait(t, "61 seconds")
	testdb.Exec(t, f.db, `UPDATE notification_settings SET digest_at = now() - interval '1 second' WHERE digest_at IS NOT NULL`)
}

// gain gives the user a new follower, which it returns.
func (f function) gain(t testing.TB, user social.Actor) social.Actor {
	t.Helper()
	fan := factory.User(t, f.db, social.Member)
	factory.Follow(t, f.db, fan, user)
	return fan
}

func (f function) queueDigests(t testing.TB) {
	t.Helper()
	if err := (store.Outbox{DB: f.db}).QueueDigests(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// wantMails sweeps, and fails the test unless the user has received this many mails.
func (f function) wantMails(t testing.TB, when string, user social.Actor, want int) {
	t.Helper()
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	if got := f.sendGrid.count()[factory.Email(user.Username)]; got != want {
		t.Errorf("%s: %d mails, want %d", when, got, want)
	}
}

// next returns the number of hours until the user's next digest is due.
func (f function) next(t testing.TB, user social.Actor) (hours float64) {
	t.Helper()
	err := f.db.QueryRow(t.Context(), `SELECT extract(epoch FROM digest_at - now()) / 3600 FROM notification_settings WHERE user_id = $1`, user.ID).Scan(&hours)
	if err != nil {
		t.Fatal(err)
	}
	return hours
}

func TestEachDueDigestIsSentOnceByManySweeps(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	var users []social.Actor
	for range 120 { // more than two batches
		user := f.reader(t)
		f.gain(t, user)
		users = append(users, user)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if err := f.sweep(t); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if err := f.sweep(t); err != nil { // sends digests that were queued after the other sweeps had looked
		t.Error(err)
	}
	got := f.sendGrid.count()
	for _, user := range users {
		if n := got[factory.Email(user.Username)]; n != 1 {
			t.Errorf("%s got %d mails, want 1", user.Username, n)
		}
		if hours := f.next(t, user); hours < 23 || hours > 24 {
			t.Errorf("the next digest is due in %.1f hours, want 24", hours)
		}
	}
}

func TestDigestHasOnlyNewNotifications(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.reader(t)
	f.wantMails(t, "without notifications", user, 0)
	first := f.gain(t, user)
	f.wantMails(t, "not due yet", user, 0)
	f.due(t)
	f.wantMails(t, "due", user, 1)
	f.due(t)
	f.wantMails(t, "due again, with nothing new", user, 1)
	f.gain(t, user)
	f.due(t)
	f.wantMails(t, "with something new", user, 2)
	f.gain(t, user)
	if err := (store.Notifications{DB: f.db}).MarkRead(t.Context(), user.ID, 1<<62); err != nil {
		t.Fatal(err)
	}
	f.due(t)
	f.wantMails(t, "after it was read", user, 2)
	factory.Deactivate(t, f.db, f.gain(t, user))
	f.due(t)
	f.wantMails(t, "about a user who is gone", user, 2)
	factory.Follow(t, f.db, user, first)
	f.due(t)
	f.wantMails(t, "about the user's own act", user, 2)
}

func TestDigestIsNotSentToAUserWhoNoLongerWantsIt(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	changes := map[string]func(social.Actor){
		"turned off": func(user social.Actor) { f.setDigest(t, user, social.NoDigest) },
		"unsubscribed": func(user social.Actor) {
			testdb.Exec(t, f.db, `UPDATE notification_settings SET digest = 'off', digest_at = NULL WHERE user_id = $1`, user.ID)
		},
		"deactivated": func(user social.Actor) { factory.Deactivate(t, f.db, user) },
		"moved": func(user social.Actor) {
			testdb.Exec(t, f.db, `UPDATE users SET email = 'new_' || email WHERE id = $1`, user.ID)
		},
		"read": func(user social.Actor) {
			if err := (store.Notifications{DB: f.db}).MarkRead(t.Context(), user.ID, 1<<62); err != nil {
				t.Fatal(err)
			}
		},
		"erased": func(user social.Actor) {
			testdb.Exec(t, f.db, `DELETE FROM notifications WHERE user_id = $1`, user.ID)
			testdb.Exec(t, f.db, `DELETE FROM follows WHERE followee_id = $1`, user.ID)
			testdb.Exec(t, f.db, `DELETE FROM users WHERE id = $1`, user.ID)
		},
	}
	users := map[string]social.Actor{}
	for name := range changes {
		users[name] = f.reader(t)
		f.gain(t, users[name])
	}
	f.queueDigests(t)
	for name, change := range changes {
		change(users[name])
	}
	if err := f.sweep(t); err != nil || len(f.sendGrid.accepted()) != 0 {
		t.Errorf("%v, mails %v; want none", err, f.sendGrid.accepted())
	}
	var open int
	if err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM emails WHERE failed_at IS NULL`).Scan(&open); err != nil || open != 0 {
		t.Errorf("%d mails are still to be sent, %v", open, err)
	}
}

func TestInactiveUsersGetNoDigestAndNoBurstLater(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	gone, back := f.reader(t), f.reader(t)
	f.setDigest(t, back, social.WeeklyDigest)
	f.gain(t, gone)
	f.gain(t, back)
	factory.Deactivate(t, f.db, gone)
	testdb.Exec(t, f.db, `UPDATE notification_settings SET digest_at = now() - interval '30 days'`)
	f.wantMails(t, "inactive", gone, 0)
	f.wantMails(t, "after a long pause", back, 1)
	if hours := f.next(t, gone); hours < 23 || hours > 24 {
		t.Errorf("the next daily digest is due in %.1f hours, want 24", hours)
	}
	if hours := f.next(t, back); hours < 7*24-1 || hours > 7*24 {
		t.Errorf("the next weekly digest is due in %.1f hours, want 168", hours)
	}
}

func TestFailedDigestIsRetriedAndNotSentTwice(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.reader(t)
	f.gain(t, user)
	f.sendGrid.set(func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) })
	f.wantMails(t, "SendGrid is away", user, 0)
	f.due(t) // the next digest joins the one that waits
	f.wantMails(t, "SendGrid is still away", user, 0)
	f.sendGrid.set(nil)
	f.wait(t, "1 hour")
	f.wantMails(t, "SendGrid is back", user, 1)
	f.due(t)
	f.wantMails(t, "with nothing new", user, 1)
}

func TestDigestsAndOtherMailsDoNotHoldEachOtherBack(t *testing.T) {
	t.Parallel()
	f := newFunction(t, func(c *Config) { c.Mail.HourlyLimit = 8 })
	readers := map[string]bool{}
	for range 6 {
		user := f.reader(t)
		f.gain(t, user)
		readers[factory.Email(user.Username)] = true
	}
	sent := func() (digests, others int) {
		t.Helper()
		for address, n := range f.sendGrid.count() {
			if readers[address] {
				digests += n
			} else {
				others += n
			}
		}
		return digests, others
	}
	for range 2 { // minutes
		if err := f.sweep(t); err != nil {
			t.Fatal(err)
		}
		f.wait(t, "61 seconds")
	}
	if digests, _ := sent(); digests != 4 || worst(t) == "ERROR" {
		t.Errorf("%d digests, severity %s; want half of the limit and no alert", digests, worst(t))
	}
	for n := range 4 { // anybody can cause these: they may fill four fifths of the hour
		f.registerWith(t, fmt.Sprint("newcomer_", n), factory.Email(fmt.Sprint("newcomer_", n)))
	}
	f.notify(t, social.PasswordChangedMail, factory.User(t, f.db, social.Member).ID, "")
	if digests, others := sent(); digests != 4 || others != 4 {
		t.Errorf("%d digests and %d other mails, want 4 of each", digests, others)
	}
	f.wait(t, "1 hour")
	if err := f.sweep(t); err != nil {
		t.Fatal(err)
	}
	if digests, _ := sent(); digests != 6 {
		t.Errorf("%d digests after an hour, want the rest too", digests)
	}
}

// An address that has reached its daily limit of other mails still gets its digest.
func TestDigestsHaveTheirOwnLimit(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := f.reader(t)
	address := factory.Email(user.Username)
	for minute := range social.MailsPerDay {
		f.registerWith(t, fmt.Sprint("stranger_", minute), address)
		f.wait(t, "61 seconds")
	}
	f.gain(t, user)
	f.due(t)
	f.wantMails(t, "with strangers", user, social.MailsPerDay+1)
}
