package authentication_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// Several accounts and a registration want one address at the same moment.
func TestAnAddressThatManyWantGetsOneOwner(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const claimants = 6
	users := make([]social.Actor, claimants)
	for i := range users {
		users[i] = factory.User(t, f.db, social.Member)
	}
	rounds, wrong := figure.Size(20, 1_000), 0
	for round := range rounds {
		address := fmt.Sprintf("wanted%d@example.org", round)
		token := func(i int) string { return fmt.Sprintf("token %d of round %d", i, round) }
		for i, user := range users {
			testdb.Exec(t, f.db, `
				WITH mail AS (
					INSERT INTO emails (kind, user_id, recipient, sent_at) VALUES ('email_change', $1, $2, now()) RETURNING id
				)
				INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
				SELECT sha256(convert_to($3, 'UTF8')), 'email_change', $1, id, $2, now() + interval '1 day' FROM mail`,
				user.ID, address, token(i))
		}
		rival := social.Registration{Username: fmt.Sprint("rival_", round), Email: address, Password: factory.Password}
		f.register(t, rival).Want(t, created)
		f.carry(t, rival, rival.Username)
		counts := atOnce(2*claimants+1, func(i int) apitest.Answer {
			if i == 2*claimants {
				return f.activate(t, rival.Username)
			}
			return f.confirmEmail(t, token(i/2))
		})
		owners := scan[int](t, f.db, `
			SELECT count(*) FROM users WHERE email = $1::citext AND (is_active OR activated_at IS NOT NULL)`, address)
		others := counts[http.StatusConflict] + counts[notFound]
		if owners != 1 || counts[http.StatusNoContent] != 1 || others != 2*claimants {
			wrong++
			t.Errorf("round %d: %d owners, want 1; statuses %v", round, owners, counts)
		}
	}
	figure.Report(t, "changes to one address and a registration with it at once: rounds without exactly one owner", rounds, wrong)
}
