package outage_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// registered is how many registrations were acknowledged.
func (r *record) registered() int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return len(r.accounts)
}

// expectOnce notes whose mail is marked by now, of the accounts that were
// acknowledged since there were so many. All the while PostgreSQL and the way to
// SendGrid were well, so neither an answer nor a mark was lost: no event, however
// often and late it comes, may send these again. A mail that is not marked yet
// may meet the next fault.
func (p *place) expectOnce(t *testing.T, fault string, before int) {
	t.Helper()
	p.mutex.Lock()
	addresses := append([]string(nil), p.accounts[before:]...)
	p.mutex.Unlock()
	rows, err := p.db.Query(t.Context(), `
		SELECT u.email::text FROM emails e JOIN users u ON u.id = e.user_id
		WHERE u.email = ANY($1::text[]::citext[]) AND e.sent_at IS NOT NULL`, addresses)
	if err != nil {
		t.Fatal(err)
	}
	marked, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range marked {
		p.once[address] = fault
	}
}

// twice returns during how many faults mails were sent twice that must not have
// been.
func (p *place) twice(t *testing.T) int {
	t.Helper()
	mails := p.Mails(t)
	faults := map[string]bool{}
	for address, fault := range p.once {
		if n := len(mails[address]); n != 1 {
			faults[fault] = true
			t.Errorf("%s: %s got %d mails", fault, address, n)
		}
	}
	t.Logf("mails held against coming once: %d", len(p.once))
	return len(faults)
}
