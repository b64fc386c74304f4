package account_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// TestAnExportHasTheUsersThatItsOwnerSees marks users who blocked the owner, are blocked, are
// deactivated later or are only muted. Each also liked a post of the owner.
func TestAnExportHasTheUsersThatItsOwnerSees(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner, client := f.member(t)
	post := factory.Post(t, f.db, owner)
	blocker, blocked := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	gone, muted := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, user := range []social.Actor{blocker, blocked, gone, muted} {
		_, err := store.Reactions{DB: f.db}.Add(t.Context(), store.PostLike, user.ID, post.ID, post.ID)
		check(err)
		check(store.Mutes{DB: f.db}.Add(t.Context(), owner.ID, user.ID))
	}
	check(store.Blocks{DB: f.db}.Add(t.Context(), blocker.ID, owner.ID))
	for _, user := range []social.Actor{blocked, gone} {
		check(store.Blocks{DB: f.db}.Add(t.Context(), owner.ID, user.ID))
	}
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false WHERE id = $1`, gone.ID)

	files := lines(t, client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)
	for name, want := range map[string][]int64{
		"blocks.ndjson": {blocked.ID}, "mutes.ndjson": {muted.ID}, "notifications.ndjson": {muted.ID},
	} {
		var got []int64
		for _, text := range files[name] {
			var line exportLine
			check(json.Unmarshal([]byte(text), &line))
			got = append(got, max(line.ActorID, line.User.ID))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has the users %v, want %v", name, got, want)
		}
	}
}
