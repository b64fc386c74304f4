package authentication_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"social.example/shared/postgres"
	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// carry stands in for a mail: it stores a token for the registration, unless
// another registration of its address was activated first.
func (f function) carry(t testing.TB, r social.Registration, token string) {
	t.Helper()
	_, err := f.db.Exec(t.Context(), `
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT sha256(convert_to($3, 'UTF8')), u.id, max(e.id), now() + interval '1 hour'
		FROM users u JOIN users rival ON rival.email = u.email JOIN emails e ON e.user_id = rival.id
		WHERE u.username = $1::citext AND u.email = $2::citext
		GROUP BY u.id`, r.Username, r.Email, token)
	if err != nil && !postgres.Violates(err, "activation_tokens_user_id_fkey") && !postgres.Violates(err, "activation_tokens_email_id_fkey") {
		t.Error(err)
	}
}

// fight makes all rivals register one address and open their own link, concurrently, and
// then sign in. It returns an error unless exactly one of them has the account.
func (f function) fight(t *testing.T, round int) error {
	const rivals = 3
	var opened, signedIn [rivals]int
	all := make([]social.Registration, rivals)
	var group sync.WaitGroup
	for i := range all {
		all[i] = social.Registration{
			Username: fmt.Sprintf("rival_%d_%d", round, i),
			Email:    fmt.Sprintf("address%d@example.com", round),
			Password: fmt.Sprintf("%s %d", factory.Password, i),
		}
		group.Go(func() {
			f.register(t, all[i]).Want(t, created)
			f.carry(t, all[i], all[i].Username)
			opened[i] = f.activate(t, all[i].Username).Status
		})
	}
	group.Wait()
	owners := 0
	for i, r := range all {
		signedIn[i] = f.signIn(t, r.Email, r.Password).Status
		switch {
		case opened[i] == http.StatusNoContent && signedIn[i] == created:
			owners++
		case opened[i] != notFound || signedIn[i] != http.StatusUnauthorized:
			return fmt.Errorf("the statuses of the rivals' links are %v, and of their sign-ins %v", opened, signedIn)
		}
	}
	if owners != 1 {
		return fmt.Errorf("%d rivals own the account, want 1; the statuses of their links are %v", owners, opened)
	}
	return nil
}

func TestWhoOpensTheirOwnLinkOwnsTheAccountWithTheirOwnPassword(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	rounds, wrong := figure.Size(40, 10_000), 0
	for round := range rounds {
		if err := f.fight(t, round); err != nil {
			wrong++
			t.Errorf("round %d: %v", round, err)
		}
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users WHERE is_active`); n != rounds {
		t.Errorf("%d accounts, want one for each of %d addresses", n, rounds)
	}
	figure.Report(t, "registrations that fight over one address: rounds in which not exactly one, who opened their own link, has the account", rounds, wrong)
}
