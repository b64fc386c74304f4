package store_test

import (
	"testing"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestPostsUpdateRefusesStaleEdit(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	post := factory.Post(t, db, factory.User(t, db, social.Member))
	posts := store.Posts{DB: db}
	title := "second"
	edit := social.PostEdit{Title: &title, Version: &post.Version}

	if _, _, err := posts.Update(t.Context(), post.ID, post.UserID, edit); err != nil {
		t.Fatal(err)
	}
	_, _, err := posts.Update(t.Context(), post.ID, post.UserID, edit)
	if got := fault.KindOf(err); got != fault.Conflict {
		t.Errorf("second edit of version %d: got %v, want a conflict", post.Version, err)
	}
}
