package outage_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// registered returns the number of acknowledged registrations.
func (r *record) registered() int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return len(r.accounts)
}

// expectOnce records the accounts after the first before ones that have a mail
// marked as sent. PostgreSQL and the path to SendGrid worked during the fault, so no
// response and no mark was lost: no event, however often or late it is delivered,
// may send these mails again. A mail that is not marked yet may be hit by the next
// fault.
func (r *rig) expectOnce(t *testing.T, fault string, before int) {
	t.Helper()
	r.mutex.Lock()
	addresses := append([]string(nil), r.accounts[before:]...)
	r.mutex.Unlock()
	rows, err := r.db.Query(t.Context(), `
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
		r.once[address] = fault
	}
}

// twice returns the number of faults during which a mail recorded by expectOnce was
// sent more than once.
func (r *rig) twice(t *testing.T) int {
	t.Helper()
	mails := r.Mails(t)
	faults := map[string]bool{}
	for address, fault := range r.once {
		if n := len(mails[address]); n != 1 {
			faults[fault] = true
			t.Errorf("%s: %s got %d mails, want 1", fault, address, n)
		}
	}
	t.Logf("mails checked to arrive once: %d", len(r.once))
	return len(faults)
}
