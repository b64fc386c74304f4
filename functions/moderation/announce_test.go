package moderation_test

import (
	"net/http"
	"testing"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"cloud.google.com/go/pubsub/v2/pstest"

	"social.example/shared/social"
	"social.example/shared/test/factory"
)

func TestOnlyADecisionWithAMailIsAnnounced(t *testing.T) {
	t.Parallel()
	pubsub := pstest.NewServer()
	t.Cleanup(func() { _ = pubsub.Close() })
	if _, err := pubsub.GServer.CreateTopic(t.Context(), &pubsubpb.Topic{Name: "projects/project/topics/email"}); err != nil {
		t.Fatal(err)
	}
	f := newFunctionWith(t, pubsub.Addr)
	_, moderator := f.user(t, social.Moderator)
	author := factory.User(t, f.db, social.Member)
	for _, step := range []struct {
		action    string
		announced int
	}{{"dismiss", 0}, {"remove", 1}} {
		id := f.reports(t, postSubject(factory.Post(t, f.db, author)), "spam")
		resolve(t, moderator, id, `{"action": "`+step.action+`", "note": "n"}`).Want(t, http.StatusNoContent)
		if got := len(pubsub.Messages()); got != step.announced {
			t.Errorf("after the action %s, %d e-mails are announced, want %d", step.action, got, step.announced)
		}
	}
}
