# Events that email has rejected too often. A topic without a subscription keeps
# nothing, so this one has a subscription, which only people read (README.md).

resource "google_pubsub_topic" "dead_email" {
  name = "email-dead"

  depends_on = [google_project_service.enabled]
}

resource "google_pubsub_subscription" "dead_email" {
  name                       = "email-dead"
  topic                      = google_pubsub_topic.dead_email.id
  message_retention_duration = "2678400s" # 31 days, the maximum

  expiration_policy {
    ttl = "" # never
  }
}

# Pub/Sub moves the events with its own identity.
resource "google_pubsub_topic_iam_member" "dead_letters" {
  topic  = google_pubsub_topic.dead_email.id
  role   = "roles/pubsub.publisher"
  member = local.service_agents.pubsub
}

resource "google_pubsub_subscription_iam_member" "dead_letters" {
  subscription = google_pubsub_subscription.email.id
  role         = "roles/pubsub.subscriber"
  member       = local.service_agents.pubsub
}
