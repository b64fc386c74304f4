# Sweeps do the system's work in the background: due mails, the ends of suspensions,
# erasures. Nobody who uses the API would notice that none succeeds any more, whether
# they fail or the scheduler has stopped.

locals {
  sweep_message = "a sweep is complete"
}

resource "google_logging_metric" "sweeps" {
  name        = "sweeps"
  description = "Sweeps that succeeded"
  filter      = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${module.function["email"].name}\" AND jsonPayload.message = \"${local.sweep_message}\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

resource "google_monitoring_alert_policy" "sweeps" {
  display_name          = "No sweep has succeeded for a quarter of an hour"
  severity              = "ERROR"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "The function email has logged no complete sweep"
    condition_prometheus_query_language {
      # vector(0) stands for a metric without values.
      query                     = "(sum(increase(logging_googleapis_com:user_${google_logging_metric.sweeps.name}{monitored_resource=\"cloud_run_revision\"}[15m])) or vector(0)) == 0"
      duration                  = "300s"
      evaluation_interval       = "60s"
      disable_metric_validation = true # Google does not know a new metric for some minutes
    }
  }

  documentation {
    content = "See \"Alerts\", \"sweeps\", in infra/gcp/README.md."
  }
}
