package store_test

import (
	"testing"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// TestSearchesThatFindNoSlotLeaveOtherRequestsAlone takes all slots, as slow
// searches do, and checks that only searches are refused.
func TestSearchesThatFindNoSlotLeaveOtherRequestsAlone(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	viewer := factory.User(t, db, social.Member).ID
	slots := store.NewSlots(4)
	feed, users := store.Feed{DB: db, Slots: slots}, store.Users{DB: db, Slots: slots}
	page := store.Page{Limit: 20}
	costly := map[string]func() error{
		"a search": func() error {
			_, err := feed.List(t.Context(), viewer, social.FeedFilter{Search: "anything"}, page)
			return err
		},
		"several tags": func() error {
			_, err := feed.List(t.Context(), viewer, social.FeedFilter{Tags: []string{"a", "b"}}, page)
			return err
		},
		"a search of users": func() error {
			_, err := users.Search(t.Context(), viewer, "anybody", page)
			return err
		},
	}
	for name, request := range costly {
		if err := request(); err != nil {
			t.Errorf("%s with a free slot: %v", name, err)
		}
	}
	slots <- struct{}{}
	for name, request := range costly {
		if err := request(); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s without a slot: got %v, want Unavailable", name, err)
		}
	}
	for _, filter := range []social.FeedFilter{{}, {Tags: []string{"a"}}, {Ascending: true}} {
		if _, err := feed.List(t.Context(), viewer, filter, page); err != nil {
			t.Errorf("%+v without a slot: %v", filter, err)
		}
	}
	if _, err := users.List(t.Context(), viewer, page); err != nil {
		t.Error(err)
	}
	<-slots
	for name, request := range costly {
		if err := request(); err != nil {
			t.Errorf("%s after a slot became free: %v", name, err)
		}
	}
}
