package feed

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/factory"
	"social.example/shared/fault"
	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/testdb"
	"social.example/shared/testredis"
)

func testHub(t *testing.T, p pace) (*hub, *pgxpool.Pool) {
	t.Helper()
	db := testdb.New(t)
	return newHub(store.Live{DB: db}, live.Posts{Redis: testredis.New(t)}, p), db
}

func join(t *testing.T, h *hub, viewer int64) *reader {
	t.Helper()
	r, err := h.join(t.Context(), viewer)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNothingRunsWhenTheLastStreamHasLeft(t *testing.T) {
	t.Parallel()
	h, db := testHub(t, usual)
	user := factory.User(t, db, social.Member)
	for range 20 {
		first, second := join(t, h, user.ID), join(t, h, user.ID)
		h.leave(first)
		select {
		case <-second.watch.over:
			t.Fatal("the watch ended while a stream was open")
		default:
		}
		h.leave(second)
		select {
		case <-second.watch.over:
		default:
			t.Fatal("the watch goes on without a stream")
		}
	}
	if h.watch != nil || len(h.streams) != 0 {
		t.Errorf("left are %v and %v", h.watch, h.streams)
	}
}

func TestSlowReaderIsCutOffAndOthersAreNot(t *testing.T) {
	t.Parallel()
	small := usual
	small.queue = 4
	h, db := testHub(t, small)
	viewer := factory.User(t, db, social.Member)
	slow, quick := join(t, h, viewer.ID), join(t, h, viewer.ID)
	for range small.queue + 1 {
		post := factory.Post(t, db, viewer)
		h.live.Announce(t.Context(), post.ID)
		if e, open := <-quick.events; !open || e.at.ID != post.ID {
			t.Fatalf("who reads got %v and %t", e, open)
		}
	}
	queued := 0
	for range slow.events { // ends, for the queue is closed
		queued++
	}
	if queued != small.queue {
		t.Errorf("%d posts were kept for who does not read, want %d", queued, small.queue)
	}
	h.leave(slow)
	h.leave(quick)
}

// TestAnnouncedPostIsReadAtOnce looks by itself so rarely that it is the
// announcement that does it.
func TestAnnouncedPostIsReadAtOnce(t *testing.T) {
	t.Parallel()
	patient := usual
	patient.poll = time.Hour
	h, db := testHub(t, patient)
	viewer := factory.User(t, db, social.Member)
	r := join(t, h, viewer.ID)
	post := factory.Post(t, db, viewer)
	announce := time.NewTicker(50 * time.Millisecond) // the subscription may not yet be there
	defer announce.Stop()
	for read := false; !read; {
		select {
		case e := <-r.events:
			read = e.at.ID == post.ID
		case <-announce.C:
			h.live.Announce(t.Context(), post.ID)
		}
	}
	h.leave(r)
}

func TestPostIsReadWithoutRedis(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := newHub(store.Live{DB: db}, live.Posts{}, usual)
	viewer := factory.User(t, db, social.Member)
	r := join(t, h, viewer.ID)
	post := factory.Post(t, db, viewer)
	h.live.Announce(t.Context(), post.ID)
	if e := <-r.events; e.at.ID != post.ID {
		t.Errorf("got post %d, want %d", e.at.ID, post.ID)
	}
	h.leave(r)
}

func TestUserCanHaveSoManyStreams(t *testing.T) {
	t.Parallel()
	few := usual
	few.perUser = 2
	h, db := testHub(t, few)
	user, other := factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	first, second := join(t, h, user.ID), join(t, h, user.ID)
	if _, err := h.join(t.Context(), user.ID); fault.KindOf(err) != fault.TooMany {
		t.Errorf("a third stream: %v, want too many", err)
	}
	theirs := join(t, h, other.ID)
	h.leave(first)
	third := join(t, h, user.ID)
	for _, r := range []*reader{second, third, theirs} {
		h.leave(r)
	}
}

func TestWithoutDatabaseNobodyJoins(t *testing.T) {
	t.Parallel()
	h, db := testHub(t, usual)
	db.Close()
	if _, err := h.join(t.Context(), 1); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("joined with %v, want unavailable", err)
	}
	if h.watch != nil || len(h.streams) != 0 {
		t.Errorf("left are %v and %v", h.watch, h.streams)
	}
}
