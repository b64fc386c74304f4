# E-mail events. A subscription made by Eventarc could have no dead letters, backoff or
# deadline, so the topic pushes to the function itself.

resource "google_pubsub_topic" "email" {
  name                       = "email"
  message_retention_duration = "604800s" # 7 days: lost events can be replayed

  depends_on = [google_project_service.enabled]
}

# The functions with the part topic are the only publishers besides the scheduler.
resource "google_pubsub_topic_iam_member" "function" {
  for_each = toset([for name, f in local.functions : name if contains(f.parts, "topic")])

  topic  = google_pubsub_topic.email.id
  role   = "roles/pubsub.publisher"
  member = module.function[each.key].member
}

moved {
  from = google_pubsub_topic_iam_member.account
  to   = google_pubsub_topic_iam_member.function["account"]
}

moved {
  from = google_pubsub_topic_iam_member.authentication
  to   = google_pubsub_topic_iam_member.function["authentication"]
}

moved {
  from = google_pubsub_topic_iam_member.moderation
  to   = google_pubsub_topic_iam_member.function["moderation"]
}

# The identity that authenticates our pushes.
resource "google_service_account" "push" {
  account_id   = "email-push"
  display_name = "Pushes e-mail events to the function email"

  depends_on = [google_project_service.enabled]
}

resource "google_service_account_iam_member" "push_tokens" {
  service_account_id = google_service_account.push.id
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.service_agents.pubsub
}

resource "google_pubsub_subscription" "email" {
  name                 = "email"
  topic                = google_pubsub_topic.email.id
  ack_deadline_seconds = 60 # longer than the function takes for an event

  # The framework converts a push to a CloudEvent and reads the topic's name from the
  # path.
  push_config {
    push_endpoint = "${module.function["email"].uri}/${google_pubsub_topic.email.id}"
    oidc_token {
      service_account_email = google_service_account.push.email
      audience              = module.function["email"].uri
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead_email.id
    max_delivery_attempts = 20
  }

  expiration_policy {
    ttl = "" # never
  }

  depends_on = [
    google_service_account_iam_member.push_tokens,
    google_pubsub_topic_iam_member.dead_letters,
  ]
}

# Every minute, tell email to send unsent mails.
resource "google_cloud_scheduler_job" "sweep" {
  name        = "email-sweep"
  description = "Makes the function email send the mails that are due"
  region      = var.region
  schedule    = "* * * * *"
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.email.id
    data       = base64encode(jsonencode({ sweep = true }))
  }

  depends_on = [google_pubsub_topic_iam_member.scheduler]
}

resource "google_pubsub_topic_iam_member" "scheduler" {
  topic  = google_pubsub_topic.email.id
  role   = "roles/pubsub.publisher"
  member = local.service_agents.scheduler
}
