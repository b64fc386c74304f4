package gcp_test

import (
	"strings"
	"testing"

	"social.example/functions/email"
)

// The alert waits for a message that the function must log.
func TestSweepsThatStopHaveAnAlert(t *testing.T) {
	t.Parallel()
	if message := newEvaluator(t, nil).local("sweep_message"); message.AsString() != email.SweepComplete {
		t.Errorf("the metric counts %q, the function logs %q", message.AsString(), email.SweepComplete)
	}
	metric := ofKind(t, "google_logging_metric")[0]
	filter := text(t, metric.file, metric.Body.Attributes["filter"].Expr)
	for _, part := range []string{`jsonPayload.message = \"${local.sweep_message}\"`, `module.function["email"].name`} {
		if !strings.Contains(filter, part) {
			t.Errorf("the filter %s lacks %s", filter, part)
		}
	}
	for _, b := range ofKind(t, "google_monitoring_alert_policy") {
		if b.Labels[1] != "sweeps" {
			continue
		}
		query := text(t, b.file, b.inner("conditions", "condition_prometheus_query_language").Attributes["query"].Expr)
		for _, part := range []string{"user_${google_logging_metric.sweeps.name}{", "or vector(0)) == 0"} {
			if !strings.Contains(query, part) {
				t.Errorf("the query %s lacks %s", query, part)
			}
		}
		return
	}
	t.Error("there is no alert")
}

// The alert must match the message that the function logs.
func TestTheLimitOnAllMailsHasAnAlert(t *testing.T) {
	t.Parallel()
	message := newEvaluator(t, nil).local("mail_limit_message")
	if message.AsString() != email.LimitReached {
		t.Errorf("the alert waits for %q, the function logs %q", message.AsString(), email.LimitReached)
	}
	for _, b := range ofKind(t, "google_monitoring_alert_policy") {
		if b.Labels[1] != "mail_limit" {
			continue
		}
		filter := text(t, b.file, b.inner("conditions", "condition_matched_log").Attributes["filter"].Expr)
		for _, part := range []string{`jsonPayload.message = \"${local.mail_limit_message}\"`, "severity >= ERROR", `module.function["email"].name`} {
			if !strings.Contains(filter, part) {
				t.Errorf("the filter %s lacks %s", filter, part)
			}
		}
		return
	}
	t.Error("there is no alert")
}
