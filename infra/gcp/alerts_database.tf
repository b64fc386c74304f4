# Requests without a free connection fail with 503. An external database has its own
# alerts.
resource "google_monitoring_alert_policy" "database_connections" {
  count = local.cloud_sql ? 1 : 0

  display_name          = "The database is running out of connections"
  severity              = "ERROR"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "Over 90 % of ${var.database_max_connections} connections are in use"
    condition_threshold {
      filter          = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = \"${var.project}:${google_sql_database_instance.main[0].name}\" AND metric.type = \"cloudsql.googleapis.com/database/postgresql/num_backends\""
      comparison      = "COMPARISON_GT"
      threshold_value = floor(0.9 * var.database_max_connections)
      duration        = "120s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MEAN"
        cross_series_reducer = "REDUCE_SUM" # the metric is per database
      }
    }
  }

  documentation {
    content = "See \"Alerts\", \"database connections\", in infra/gcp/README.md."
  }
}

# The log line names the session that holds the posts back.
resource "google_monitoring_alert_policy" "held_back_posts" {
  display_name          = "A transaction holds live posts back"
  severity              = "WARNING"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "The function stream has logged an error"
    condition_matched_log {
      filter = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${module.function["stream"].name}\" AND severity >= ERROR AND NOT log_id(\"run.googleapis.com/requests\")"
    }
  }

  alert_strategy {
    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    content = "See \"Alerts\", \"held back posts\", in infra/gcp/README.md."
  }
}
