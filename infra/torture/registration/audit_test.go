package registration_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"testing"
	"time"

	"social.example/infra/local/inbox"
	"social.example/infra/torture/system"
	"social.example/shared/factory"
	"social.example/shared/figure"
	"social.example/shared/social"
)

// settle lets time pass for the mails until each has been sent: what is in
// flight ends, claims run out, and the scheduler ticks.
func (o *office) settle(t *testing.T) {
	t.Helper()
	for range 1000 {
		var open int
		err := o.db.QueryRow(t.Context(), `
			WITH aged AS (
				UPDATE emails SET created_at = created_at - interval '61 seconds', claimed_until = claimed_until - interval '2 seconds'
				WHERE sent_at IS NULL AND failed_at IS NULL RETURNING id
			)
			SELECT count(*) FROM aged`).Scan(&open)
		if err != nil {
			t.Fatal(err)
		}
		if open == 0 {
			return
		}
		o.Sweep(t)
		time.Sleep(200 * time.Millisecond)
	}
	t.Error("mails are left that nobody sends")
}

var link = regexp.MustCompile(`/confirm/([\w-]+)`)

// audit looks for the mail of each acknowledged registration, and activates the
// account by it.
func (o *office) audit(t *testing.T) {
	t.Helper()
	mails := o.mails(t)
	sent := 0
	for _, tokens := range mails {
		sent += len(tokens)
	}
	lost, dead := 0, 0
	for _, address := range o.acknowledged {
		tokens := mails[address]
		if len(tokens) == 0 {
			lost++
			t.Errorf("%s was registered and got no mail", address)
		} else if !o.activates(t, address, tokens[len(tokens)-1]) {
			dead++
			t.Errorf("%s can't be activated", address)
		}
	}
	n := len(o.acknowledged)
	beyond := max(0, sent-len(mails)-int(o.killsAfter.Load()))
	t.Logf("acknowledged %d, kills %d, of them after a 202 %d, mails sent twice %d", n, o.kills.Load(), o.killsAfter.Load(), sent-len(mails))
	figure.Report(t, "registrations acknowledged under faults and kills: mails lost", n, lost)
	figure.Report(t, "registrations acknowledged under faults and kills: mails sent twice beyond the kills after SendGrid's 202", n, beyond)
	figure.Report(t, "registrations acknowledged under faults and kills: accounts that can't be activated", n, dead)
}

// mails returns the tokens that were sent to each address.
func (o *office) mails(t *testing.T) map[string][]string {
	t.Helper()
	response, err := system.Client.Get(o.SendGrid.URL + "/api/messages")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var messages []inbox.Message
	if err := json.NewDecoder(response.Body).Decode(&messages); err != nil {
		t.Fatal(err)
	}
	mails := map[string][]string{}
	for _, m := range messages {
		token := ""
		if match := link.FindStringSubmatch(m.Text); match != nil {
			token = match[1]
		}
		mails[m.To] = append(mails[m.To], token)
	}
	return mails
}

func (o *office) activates(t *testing.T, address, token string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, o.URL("authentication", "/v1/users/activate/"+token), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(social.Credentials{Email: address, Password: factory.Password})
	signIn, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.URL("authentication", "/v1/authentication/token"), bytes.NewReader(body))
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
