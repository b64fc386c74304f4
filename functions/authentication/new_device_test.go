package authentication_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func (f function) from(t testing.TB, user social.Actor, path string, members map[string]string, headers ...string) apitest.Answer {
	t.Helper()
	body := map[string]string{"email": factory.Email(user.Username), "password": factory.Password}
	for name, value := range members {
		body[name] = value
	}
	return f.Do(t, "POST", path, body, headers...).Want(t, created)
}

func TestASignInFromANewDeviceIsMailedOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	wantMails := func(n int, after string) {
		t.Helper()
		if got := strings.Count(f.mails(t, factory.Email(user.Username)), string(social.NewDeviceMail)); got != n {
			t.Errorf("%d mails after %s, want %d", got, after, n)
		}
	}
	laptop, phone := map[string]string{"device": "a laptop"}, map[string]string{"device": "a phone"}
	known := apitest.Data[social.SignedIn](t, f.from(t, user, signIns[1], laptop)).DeviceToken
	wantMails(0, "the first sign-in")
	f.from(t, user, signIns[1], laptop)
	wantMails(0, "a sign-in from the same place")
	f.from(t, user, signIns[1], phone)
	wantMails(1, "one from another device")
	f.from(t, user, signIns[1], phone)
	wantMails(1, "one more from there")
	f.from(t, user, signIns[0], nil, "User-Agent", "script/1.0")
	wantMails(2, "a bare token")
	for range 3 {
		f.from(t, user, signIns[0], nil, "User-Agent", "script/1.1")
	}
	wantMails(2, "bare tokens every day")
	f.from(t, user, signIns[1], map[string]string{"device": "another name", "device_token": known})
	f.from(t, user, signIns[0], map[string]string{"device_token": known}, "User-Agent", "curl/8")
	wantMails(2, "sign-ins from a known device")
	f.pubsub.Wait()
	if n := len(f.pubsub.Messages()); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

func TestMailsAboutNewDevicesAreFew(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	for i := range 120 {
		f.from(t, user, signIns[i%2], map[bool]map[string]string{true: {"device": fmt.Sprint("device ", i)}}[i%2 == 1], "User-Agent", fmt.Sprint("program", i))
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM emails WHERE kind = 'new_device'`); n != social.NewDeviceMails {
		t.Errorf("%d mails about 119 new devices, want %d", n, social.NewDeviceMails)
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM sign_in_places`); n != 100 {
		t.Errorf("%d places are remembered, want 100", n)
	}
	testdb.Exec(t, f.db, `UPDATE emails SET created_at = now() - interval '25 hours'`)
	f.from(t, user, signIns[1], map[string]string{"device": "tomorrow's"})
	if n := scan[int](t, f.db, `SELECT count(*) FROM emails WHERE kind = 'new_device'`); n != social.NewDeviceMails+1 {
		t.Errorf("%d mails a day later, want one more", n)
	}
}

func TestNoMailIsSentForARefusedSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, _, _ := twoStep(t, f.db)
	testdb.Exec(t, f.db, `INSERT INTO sign_in_places (user_id, device, place) VALUES ($1, 'Elsewhere', '')`, user.ID)
	f.signIn(t, factory.Email(user.Username), "wrong").Want(t, http.StatusUnauthorized)
	f.withCode(t, signIns[0], user, "").Want(t, http.StatusUnauthorized)
	f.withCode(t, signIns[0], user, "000000000").Want(t, http.StatusUnauthorized)
	if n := scan[int](t, f.db, `SELECT count(*) FROM emails WHERE kind = 'new_device'`); n != 0 {
		t.Errorf("%d mails, want none", n)
	}
}

func TestASignInSucceedsIfItsPlaceCannotBeStored(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	testdb.Exec(t, testdb.Owner(t, f.db), `DROP TABLE sign_in_places`)
	for _, path := range signIns {
		f.from(t, user, path, nil)
	}
	if len(log.Lines(fmt.Sprintf(`"account":%d`, user.ID))) == 0 || len(log.Lines("the owner was not notified of a new device")) == 0 {
		t.Error("the failure is not in the log")
	}
}
