package registration_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// audit checks that each acknowledged registration got a mail, and activates the
// account with it.
func (r *registrar) audit(t *testing.T) {
	t.Helper()
	mails := r.Mails(t)
	sent := 0
	for _, tokens := range mails {
		sent += len(tokens)
	}
	lost, dead := 0, r.orphans(t)
	for _, address := range r.acknowledged {
		tokens := mails[address]
		if len(tokens) == 0 {
			lost++
			t.Errorf("%s was registered but got no mail", address)
		} else if !r.activates(t, address, tokens[0]) {
			dead++
			t.Errorf("%s can't be activated", address)
		}
	}
	n := len(r.acknowledged)
	beyond := max(0, sent-len(mails)-len(r.caught))
	t.Logf("acknowledged %d, kills %d, mails killed after the 202 %d, mails sent twice %d", n, r.kills.Load(), len(r.caught), sent-len(mails))
	figure.Report(t, "registrations acknowledged under faults and kills: mails lost", n, lost)
	figure.Report(t, "registrations acknowledged under faults and kills: mails sent twice that no kill caught after SendGrid's 202", n, beyond)
	figure.Report(t, "registrations acknowledged under faults and kills: accounts that can't be activated", n, dead)
}

// orphans counts the pending accounts, acknowledged or not, for which no mail was
// stored, so that none will be sent.
func (r *registrar) orphans(t *testing.T) int {
	t.Helper()
	rows, err := r.db.Query(t.Context(), `
		SELECT u.email::text FROM users u
		WHERE u.email IS NOT NULL AND NOT u.is_active AND u.activated_at IS NULL
			AND NOT EXISTS (SELECT FROM emails e WHERE e.user_id = u.id)`)
	if err != nil {
		t.Fatal(err)
	}
	orphans, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range orphans {
		t.Errorf("%s is registered but has no stored mail", address)
	}
	return len(orphans)
}

// catch records the mails that SendGrid accepted but that the killed process did
// not mark as sent.
func (r *registrar) catch(t *testing.T) {
	rows, err := r.db.Query(t.Context(), `
		SELECT u.email::text FROM emails e JOIN users u ON u.id = e.user_id WHERE e.sent_at IS NULL AND e.failed_at IS NULL`)
	if err != nil {
		t.Error(err)
		return
	}
	unmarked, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Error(err)
	}
	mails := r.Mails(t)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, address := range unmarked {
		if n := len(mails[address]); n > 0 {
			r.caught[fmt.Sprint(address, " ", n)] = true
		}
	}
}

func (r *registrar) activates(t *testing.T, address, token string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, r.URL("authentication", "/v1/users/activate/"+token), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(social.Credentials{Email: address, Password: factory.Password})
	signIn, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL("authentication", "/v1/authentication/token"), bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	signIn.Header.Set("Content-Type", "application/json")
	return answers(t, request, http.StatusNoContent) && answers(t, signIn, http.StatusCreated)
}

func answers(t *testing.T, request *http.Request, status int) bool {
	t.Helper()
	response, err := system.Client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode == status
}
