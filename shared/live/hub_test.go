package live

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

func testHub(t *testing.T, l Limits) (*Hub, *pgxpool.Pool) {
	t.Helper()
	db := testdb.New(t)
	return NewHub(store.Live{DB: db}, Announcer{Redis: testredis.New(t)}, l), db
}

// always returns a viewer who stays allowed.
func always(viewer int64) Viewer {
	return Viewer{ID: viewer, Wants: []Kind{PostEvents}, Admitted: func(social.Actor) bool { return true }, End: func() {}}
}

func subscribe(t *testing.T, h *Hub, viewer int64) *Subscription {
	t.Helper()
	r, err := h.Subscribe(t.Context(), always(viewer))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNothingRunsWhenTheLastStreamHasLeft(t *testing.T) {
	t.Parallel()
	h, db := testHub(t, DefaultLimits)
	user := factory.User(t, db, social.Member)
	for range 20 {
		first, second := subscribe(t, h, user.ID), subscribe(t, h, user.ID)
		h.Unsubscribe(first)
		select {
		case <-second.poller.done:
			t.Fatal("the poller ended while a stream was open")
		default:
		}
		h.Unsubscribe(second)
		select {
		case <-second.poller.done:
		default:
			t.Fatal("the poller still runs without a stream")
		}
	}
	if h.poller != nil || h.streams != 0 {
		t.Errorf("the poller %v and %d streams remain, want neither", h.poller, h.streams)
	}
}

func TestSlowReaderIsCutOffAndOthersAreNot(t *testing.T) {
	t.Parallel()
	small := DefaultLimits
	small.Queue = 4
	h, db := testHub(t, small)
	viewer := factory.User(t, db, social.Member)
	slow, quick := subscribe(t, h, viewer.ID), subscribe(t, h, viewer.ID)
	for range small.Queue + 1 {
		post := factory.Post(t, db, viewer)
		h.announcer.Post(t.Context(), post.ID)
		if e, open := <-quick.events; !open || e.at.ID != post.ID {
			t.Fatalf("the fast reader got %v, open %t, want post %d", e, open, post.ID)
		}
	}
	queued := 0
	for range slow.events { // ends because the queue is closed
		queued++
	}
	if queued != small.Queue {
		t.Errorf("%d posts were queued for the slow reader, want %d", queued, small.Queue)
	}
	h.Unsubscribe(slow)
	h.Unsubscribe(quick)
}

// TestAnnouncedPostIsReadAtOnce polls so rarely that only the announcement can
// trigger the read.
func TestAnnouncedPostIsReadAtOnce(t *testing.T) {
	t.Parallel()
	patient := DefaultLimits
	patient.Poll = time.Hour
	h, db := testHub(t, patient)
	viewer := factory.User(t, db, social.Member)
	r := subscribe(t, h, viewer.ID)
	post := factory.Post(t, db, viewer)
	announce := time.NewTicker(50 * time.Millisecond) // the Redis subscription may not exist yet
	defer announce.Stop()
	for read := false; !read; {
		select {
		case e := <-r.events:
			read = e.at.ID == post.ID
		case <-announce.C:
			h.announcer.Post(t.Context(), post.ID)
		}
	}
	h.Unsubscribe(r)
}

func TestPostIsReadWithoutRedis(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := NewHub(store.Live{DB: db}, Announcer{}, DefaultLimits)
	viewer := factory.User(t, db, social.Member)
	r := subscribe(t, h, viewer.ID)
	post := factory.Post(t, db, viewer)
	h.announcer.Post(t.Context(), post.ID)
	if e := <-r.events; e.at.ID != post.ID {
		t.Errorf("got post %d, want %d", e.at.ID, post.ID)
	}
	h.Unsubscribe(r)
}

func TestSubscribeFailsWithoutDatabase(t *testing.T) {
	t.Parallel()
	h, db := testHub(t, DefaultLimits)
	db.Close()
	if _, err := h.Subscribe(t.Context(), always(1)); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("subscribed with %v, want Unavailable", err)
	}
	if h.poller != nil || h.streams != 0 {
		t.Errorf("the poller %v and %d streams remain, want neither", h.poller, h.streams)
	}
}
