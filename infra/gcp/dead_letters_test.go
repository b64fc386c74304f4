package gcp_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

func TestDeadLettersAreKept(t *testing.T) {
	t.Parallel()
	topics := map[string]bool{} // topics with a subscription
	var dead []string
	for _, b := range ofKind(t, "google_pubsub_subscription") {
		topics[text(t, b.file, b.Body.Attributes["topic"].Expr)] = true
		if policy := b.inner("dead_letter_policy"); policy != nil {
			dead = append(dead, text(t, b.file, policy.Attributes["dead_letter_topic"].Expr))
		} else if b.inner("push_config") != nil {
			t.Errorf("%s pushes and keeps no dead letters", strings.Join(b.Labels, "."))
		}
	}
	if len(dead) == 0 {
		t.Error("no subscription has a dead-letter topic")
	}
	for _, topic := range dead {
		if !topics[topic] {
			t.Errorf("%s has no subscription, so it keeps nothing", topic)
		}
	}
}

// Pub/Sub accepts only 5 to 100 attempts:
// https://cloud.google.com/pubsub/docs/dead-letter-topics
func TestDeadLettersWereTriedOftenEnough(t *testing.T) {
	t.Parallel()
	values := newEvaluator(t, nil)
	for _, b := range ofKind(t, "google_pubsub_subscription") {
		policy := b.inner("dead_letter_policy")
		if policy == nil {
			continue
		}
		attempts := values.value(policy.Attributes["max_delivery_attempts"].Expr)
		if attempts.LessThan(cty.NumberIntVal(5)).True() || attempts.GreaterThan(cty.NumberIntVal(100)).True() {
			t.Errorf("%s tries %v times, want 5 to 100", b.Labels[1], attempts.AsBigFloat())
		}
	}
}

// Without both grants, Pub/Sub moves no events and reports no error.
func TestPubSubMayMoveDeadLetters(t *testing.T) {
	t.Parallel()
	const agent = `"serviceAccount:service-${google_storage_bucket.archives.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"`
	granted := map[string]bool{}
	for _, on := range []string{"topic", "subscription"} {
		for _, b := range ofKind(t, "google_pubsub_"+on+"_iam_member") {
			if text(t, b.file, b.Body.Attributes["member"].Expr) == "local.service_agents.pubsub" {
				role := text(t, b.file, b.Body.Attributes["role"].Expr)
				granted[role+" on "+text(t, b.file, b.Body.Attributes[on].Expr)] = true
			}
		}
	}
	for _, b := range ofKind(t, "google_pubsub_subscription") {
		policy := b.inner("dead_letter_policy")
		if policy == nil {
			continue
		}
		for _, want := range []string{
			`"roles/pubsub.publisher" on ` + text(t, b.file, policy.Attributes["dead_letter_topic"].Expr),
			`"roles/pubsub.subscriber" on google_pubsub_subscription.` + b.Labels[1] + ".id",
		} {
			if !granted[want] {
				t.Errorf("Pub/Sub lacks %s", want)
			}
		}
	}
	agents, problems := hcl.ExprMap(newEvaluator(t, nil).locals["service_agents"])
	failOn(t, problems)
	got := ""
	for _, pair := range agents {
		if hcl.ExprAsKeyword(pair.Key) == "pubsub" {
			got = text(t, pair.Value.Range().Filename, pair.Value)
		}
	}
	if got != agent {
		t.Errorf("Pub/Sub's identity is %s, want %s", got, agent)
	}
}
