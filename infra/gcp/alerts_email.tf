# Only the person who waits for a mail would notice that it is lost, so these alerts
# watch for lost mails.

resource "google_monitoring_alert_policy" "dead_letters" {
  display_name          = "An e-mail event was given up"
  severity              = "ERROR"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "The dead-letter subscription holds an event"
    condition_threshold {
      filter          = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.dead_email.name}\" AND metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    content = "See \"Alerts\", \"dead letters\", in infra/gcp/README.md."
  }
}

resource "google_monitoring_alert_policy" "refused_email" {
  display_name          = "SendGrid refuses many e-mails or our key, e-mails were given up, or an event was malformed"
  severity              = "ERROR"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "The function email has logged an error"
    condition_matched_log {
      filter = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${module.function["email"].name}\" AND severity >= ERROR AND NOT log_id(\"run.googleapis.com/requests\") AND NOT jsonPayload.message = \"${local.mail_limit_message}\""
    }
  }

  alert_strategy {
    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    content = "See \"Alerts\", \"refused e-mail\", in infra/gcp/README.md."
  }
}

locals {
  mail_limit_message = "e-mails wait: the hourly limit of the whole system is reached"
}

# The cause is a flood of registrations or real growth. In both cases people wait for
# their mail.
resource "google_monitoring_alert_policy" "mail_limit" {
  display_name          = "E-mails wait: the hourly limit is reached"
  severity              = "ERROR"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "The function email has logged that the limit is reached"
    condition_matched_log {
      filter = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${module.function["email"].name}\" AND severity >= ERROR AND jsonPayload.message = \"${local.mail_limit_message}\""
    }
  }

  alert_strategy {
    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    content = "See \"Alerts\", \"mail limit\", in infra/gcp/README.md."
  }
}
