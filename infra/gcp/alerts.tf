# Alerts that page a person. Each names its section of the runbook, README.md.

resource "google_monitoring_notification_channel" "email" {
  display_name = "Who runs the API"
  type         = "email"
  labels       = { email_address = var.alert_email }

  depends_on = [google_project_service.enabled]
}

locals {
  # The load balancer's metrics of the API, with their Prometheus names.
  requests = "monitored_resource=\"https_lb_rule\",url_map_name=\"${google_compute_url_map.api.name}\""

  prometheus_alerts = {
    errors = {
      title    = "More than 1 % of requests fail"
      severity = "CRITICAL"
      query    = <<-EOT
        sum(rate(loadbalancing_googleapis_com:https_request_count{${local.requests},response_code_class="500"}[5m]))
        / sum(rate(loadbalancing_googleapis_com:https_request_count{${local.requests}}[5m])) > 0.01
        and sum(increase(loadbalancing_googleapis_com:https_request_count{${local.requests},response_code_class="500"}[5m])) > 5
      EOT
    }
    latency = {
      title    = "The slowest 5 % of requests take over ${var.latency_alert_ms} ms"
      severity = "WARNING"
      query    = <<-EOT
        histogram_quantile(0.95, sum by (le, matched_url_path_rule) (
          rate(loadbalancing_googleapis_com:https_total_latencies_bucket{${local.requests},matched_url_path_rule!~"${join("|", [for p in local.streams : replace(p, "*", ".*")])}"}[10m])
        )) > ${var.latency_alert_ms}
        and sum by (matched_url_path_rule) (
          increase(loadbalancing_googleapis_com:https_total_latencies_count{${local.requests}}[10m])
        ) > 100
      EOT
    }
  }
}

resource "google_monitoring_alert_policy" "prometheus" {
  for_each = local.prometheus_alerts

  display_name          = each.value.title
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = each.value.title
    condition_prometheus_query_language {
      query               = trimspace(each.value.query)
      duration            = "300s"
      evaluation_interval = "60s"
    }
  }

  documentation {
    content = "See \"Alerts\", \"${each.key}\", in infra/gcp/README.md."
  }
}
