package stream

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/testdb"
)

// tellUnreadably notifies the user of a decision that no release can store or read: its
// suspension ends at infinity.
func (i instance) tellUnreadably(t *testing.T, user social.Actor) {
	t.Helper()
	testdb.Exec(t, i.db, `
		WITH entry AS (
			INSERT INTO moderation_log (action, kind, subject_id, user_id, until) VALUES ('suspend', 'user', 0, 0, 'infinity') RETURNING id
		)
		SELECT moderation_notify($1, id) FROM entry`, user.ID)
	i.live.Notifications(t.Context(), []int64{user.ID})
}

// Nothing is lost: later events are sent once the unreadable one can be read or is deleted.
func TestAnEventThatCannotBeReadEndsTheStreamsOfItsViewerOnly(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), hurried())
	reporter, ends := i.member(t)
	author, stays := i.member(t)
	onlyPosts := newListener(t, ends.token)
	ends.events, stays.events = bothKinds, bothKinds
	ended, others, posts := ends.start(i.url, ""), stays.start(i.url, ""), onlyPosts.start(i.url, "")
	first := i.post(t, reporter)
	ends.want(first.ID)
	i.tellUnreadably(t, reporter)
	theirs, own := i.post(t, author), i.post(t, reporter)
	wantEnd(t, "the reporter", ended, others)
	wantStay(t, posts)
	stays.want(theirs.ID)
	onlyPosts.want(first.ID, own.ID)
	_, late := i.member(t)
	late.events = bothKinds
	late.start(i.url, "")

	testdb.Exec(t, i.db, `DELETE FROM notifications WHERE user_id = $1`, reporter.ID)
	like(t, i, author, own)
	ends.start(i.url, "")
	ends.await("what came meanwhile", func() bool { return len(ends.notifications) == 1 })
	ends.want(first.ID, own.ID, ends.notifications[0].ID)
}

func wantStay(t *testing.T, stream <-chan error) {
	t.Helper()
	select {
	case err := <-stream:
		t.Errorf("another stream ended with %v", err)
	default:
	}
}

func TestAStreamEndsWhenAccessIsRevokedEvenWhileEventsCannotBeRead(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), hurried())
	viewer, listener := i.member(t)
	_, other := i.member(t)
	ends, stays := listener.start(i.url, ""), other.start(i.url, "")
	testdb.Exec(t, testdb.Owner(t, i.db), `ALTER TABLE notifications RENAME TO elsewhere`)
	_, late := i.member(t)
	response, err := late.open(t.Context(), i.url, "")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode == http.StatusOK {
		t.Fatal("a stream began although events can't be read")
	}
	testdb.Exec(t, i.db, `UPDATE users SET tokens_valid_after = now() + interval '1 minute' WHERE id = $1`, viewer.ID)
	wantEnd(t, "signed out", ends, stays)
}
