# Tests how e-mail events are delivered and where they end.

mock_provider "google" {
  source = "./tests/mocks"
}

override_resource {
  target          = google_pubsub_topic.dead_email
  override_during = plan
  values          = { id = "dead" }
}

variables {
  project         = "my-project"
  environment     = "staging"
  domain          = "api.example.com"
  frontend_url    = "https://app.example.com"
  cors_origins    = ["https://app.example.com"]
  alert_email     = "me@example.com"
  release         = "test"
  mail            = { from = "no-reply@example.com", from_name = "Social", contact = "appeals@example.com" }
  jwt_keys        = ["k1"]
  secret_versions = { SENDGRID_API_KEY = "1" }

  database_max_connections = 500
}

run "push" {
  command = plan

  assert {
    condition     = google_pubsub_subscription.email.push_config[0].oidc_token[0].service_account_email == "email-push@my-project.iam.gserviceaccount.com"
    error_message = "Events are pushed by the push identity."
  }
  assert {
    condition     = google_pubsub_subscription.email.ack_deadline_seconds == 60
    error_message = "The function has 60 s for an event."
  }
  assert {
    condition     = google_pubsub_subscription.email.retry_policy[0].minimum_backoff == "10s"
    error_message = "A refused event waits before it comes back."
  }
  assert {
    condition     = google_pubsub_subscription.email.expiration_policy[0].ttl == ""
    error_message = "The subscription does not expire in a quiet month."
  }
}

run "dead_letters" {
  command = plan

  assert {
    condition     = google_pubsub_subscription.dead_email.topic == "dead" && google_pubsub_subscription.dead_email.expiration_policy[0].ttl == ""
    error_message = "The dead-letter topic has a subscription, or it would keep nothing."
  }
  assert {
    condition     = google_pubsub_subscription.email.dead_letter_policy[0].dead_letter_topic == "dead"
    error_message = "An event that is refused for good is kept."
  }
  assert {
    condition     = google_pubsub_topic_iam_member.dead_letters.role == "roles/pubsub.publisher" && google_pubsub_topic_iam_member.dead_letters.topic == "dead" && google_pubsub_subscription_iam_member.dead_letters.role == "roles/pubsub.subscriber"
    error_message = "Pub/Sub may move dead letters."
  }
}

run "sweep" {
  command = plan

  assert {
    condition     = jsondecode(base64decode(google_cloud_scheduler_job.sweep.pubsub_target[0].data)) == { sweep = true }
    error_message = "The scheduler asks for a sweep."
  }
  assert {
    condition     = google_cloud_scheduler_job.sweep.schedule == "* * * * *"
    error_message = "The scheduler runs every minute."
  }
}
