package store_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// rights are what an admin changes of a user.
type rights struct {
	Level  social.Level
	Active bool
	Ends   bool // a suspension that has an end
}

// wrongChanges returns how many entries of the log change nothing, as the entries before
// them say, and how many users are not as the log says. So an entry that is missing is
// counted too: another then changes nothing, or the user is not as the log says.
func (m *moderators) wrongChanges(t *testing.T) (wrong int) {
	t.Helper()
	type change struct {
		User   int64
		Action social.Measure
		Note   string
		Ends   bool
	}
	says := map[int64]rights{}
	for _, user := range m.users {
		says[user.ID] = rights{Level: social.Member, Active: true}
	}
	for _, c := range read[change](t, m, `
		SELECT user_id, action, note, until IS NOT NULL FROM moderation_log
		WHERE action IN ('role', 'deactivate', 'reactivate', 'suspend') ORDER BY id`) {
		before := says[c.User]
		after := before
		switch c.Action {
		case social.AssignRole:
			after.Level = social.RoleChange{Role: c.Note}.Level()
		case social.Reactivate:
			after.Active, after.Ends = true, false
		default:
			after.Active, after.Ends = false, c.Ends
		}
		if after == before && c.Action != social.Suspend { // a decision, whatever it changes
			wrong++
			t.Errorf("the log has %s %s of user %d, which changes nothing", c.Action, c.Note, c.User)
		}
		says[c.User] = after
	}
	type user struct {
		ID int64
		rights
	}
	for _, u := range read[user](t, m, `
		SELECT u.id, r.level, u.is_active, u.suspended_until IS NOT NULL FROM users u JOIN roles r ON r.id = u.role_id WHERE r.level < 3`) {
		if want, ok := says[u.ID]; ok && u.rights != want {
			wrong++
			t.Errorf("user %d is %+v, but the log says %+v", u.ID, u.rights, want)
		}
	}
	return wrong
}

func read[T any](t *testing.T, m *moderators, sql string) []T {
	t.Helper()
	rows, err := m.db.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[T])
	if err != nil {
		t.Fatal(err)
	}
	return found
}
