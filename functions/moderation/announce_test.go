package moderation_test

import (
	"net/http"
	"testing"

	"social.example/infra/local/pubsub"
	"social.example/shared/social"
	"social.example/shared/test/factory"
)

func TestOnlyADecisionWithAMailIsAnnounced(t *testing.T) {
	t.Parallel()
	emulator, err := pubsub.StartTopic(t.Context(), "project", "email")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Close() })
	f := newFunctionWith(t, emulator.Address)
	_, moderator := f.user(t, social.Moderator)
	author := factory.User(t, f.db, social.Member)
	for _, step := range []struct {
		action    string
		announced int
	}{{"dismiss", 0}, {"remove", 1}} {
		id := f.reports(t, postSubject(factory.Post(t, f.db, author)), "spam")
		resolve(t, moderator, id, `{"action": "`+step.action+`", "note": "n"}`).Want(t, http.StatusNoContent)
		if got := len(emulator.Messages()); got != step.announced {
			t.Errorf("after the action %s, %d e-mails are announced, want %d", step.action, got, step.announced)
		}
	}
}
