package moderation_test

import (
	"net/http"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestASuspensionEndsBeforeTheYear10000(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	_, admin := f.user(t, social.Admin)
	id := f.reports(t, userSubject(user), "spam")
	for _, until := range []string{"9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59.999999999-00:01"} {
		resolve(t, admin, id, `{"action": "suspend", "note": "n", "until": "`+until+`"}`).WantProblem(t, http.StatusBadRequest, "until")
	}
	if active, _ := f.status(t, user); !active {
		t.Error("a refused suspension took effect")
	}
	resolve(t, admin, id, `{"action": "suspend", "note": "n", "until": "9999-12-31T23:59:59.999999999Z"}`).Want(t, http.StatusNoContent)
	if c := getCase(t, admin, id); c.Resolution.Until.Year() != 9999 {
		t.Errorf("the suspension ends at %v, want the year 9999", c.Resolution.Until)
	}
}

// Earlier releases stored ends after the year 9999. Clients get the last time that RFC
// 3339 can express.
func TestAStoredSuspensionPast9999IsCapped(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	admin, client := f.user(t, social.Admin)
	id, other := f.reports(t, userSubject(user), "spam"), f.reports(t, userSubject(admin), "spam")
	late := time.Date(10000, 1, 1, 4, 59, 59, 0, time.UTC)
	draft := social.ResolutionDraft{Action: social.Suspend, Note: "n", Until: &late}
	if _, err := (store.Moderation{DB: f.db}).Resolve(t.Context(), admin.ID, id, draft); err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, f.db, `UPDATE cases SET author_id = $1 WHERE id = $2`, user.ID, other)
	last := time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)
	log := apitest.Data[[]social.LogEntry](t, client.Do(t, "GET", "/v1/moderation/log", nil).Want(t, http.StatusOK))
	for name, got := range map[string]*time.Time{
		"log":     log[0].Until,
		"list":    cases(t, client, "?status=closed")[0].Resolution.Until,
		"case":    getCase(t, client, id).Resolution.Until,
		"author":  getCase(t, client, id).AuthorSuspendedUntil,
		"history": getCase(t, client, other).History[0].Until,
	} {
		if got == nil || !got.Equal(last) {
			t.Errorf("%s: the suspension ends at %v, want %v", name, got, last)
		}
	}
}
