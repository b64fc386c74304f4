package account_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// exportedMails returns the kind and the recipient of each mail in an export.
func (f function) exportedMails(t testing.TB, client apitest.Client) (mails map[string]int) {
	t.Helper()
	testdb.Exec(t, f.db, `DELETE FROM exports`)
	mails = map[string]int{}
	for _, line := range lines(t, client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)["mails.ndjson"] {
		var mail struct{ Kind, Recipient string }
		if err := json.Unmarshal([]byte(line), &mail); err != nil {
			t.Fatal(err)
		}
		mails[mail.Kind+" "+mail.Recipient]++
	}
	return mails
}

func TestAnExportDoesNotTellWhetherARequestedAddressHasAnAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	other := factory.User(t, f.db, social.Member)
	own, taken := factory.Email(user.Username), factory.Email(other.Username)
	for n, address := range []string{taken, "free@example.org"} {
		f.changeEmail(t, client.Token, address, factory.Password).Want(t, http.StatusAccepted)
		got := f.exportedMails(t, client)
		if want := (map[string]int{"email_change_notice " + own: n + 1}); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("after a request for %s: mails %v, want %v", address, got, want)
		}
	}
}

// The mail that asked to confirm an address is exported once the address was confirmed.
func TestAnExportHasTheMailsToConfirmedAddresses(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	want := map[string]int{}
	address := factory.Email(user.Username)
	for n := range 2 {
		before := address
		address = fmt.Sprintf("new%d@example.org", n)
		f.changeEmail(t, client.Token, address, factory.Password).Want(t, http.StatusAccepted)
		link := []byte(fmt.Sprint("link ", n))
		testdb.Exec(t, f.db, `
			INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
			SELECT sha256($1), 'email_change', user_id, id, recipient, now() + interval '1 day' FROM emails WHERE kind = 'email_change' AND recipient = $2`,
			link, address)
		hash := scan[[]byte](t, f.db, `SELECT sha256($1)`, link)
		if _, err := (store.Accounts{DB: f.db}).ApplyEmail(t.Context(), hash, social.Act{}); err != nil {
			t.Fatal(err)
		}
		for _, mail := range []string{"email_change_notice " + before, "email_changed " + before, "email_changed " + address, "email_change " + address} {
			want[mail]++
		}
	}
	f.changeEmail(t, client.Token, "new0@example.org", factory.Password).Want(t, http.StatusAccepted) // it may be another user's by now
	want["email_change_notice "+address]++
	if got := f.exportedMails(t, client); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("mails %v, want %v", got, want)
	}
}
