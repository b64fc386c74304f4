# Cloud Armor in front of every function. The functions themselves count requests per
# user, address and network. These limits are wider and keep a flood from starting
# instances. Cloud Armor counts single addresses only; the functions also count IPv6
# networks (shared/ratelimit).

locals {
  # The rules by priority: Cloud Armor applies the first match. The path is the one that
  # the load balancer routes by. //v1/authentication/token cannot bypass the limit: it
  # is routed to the default function, which has no such operation.
  edge_limits = {
    1000 = {
      description = "Operations that hash a password or send a mail"
      path        = "/v1/authentication/*"
      per_minute  = var.edge_requests_per_minute.authentication
    }
    1010 = {
      description = "Opening a stream"
      path        = "/v1/users/feed/stream"
      per_minute  = var.edge_requests_per_minute.streams
    }
    2000 = {
      description = "All other requests"
      path        = "/*"
      per_minute  = var.edge_requests_per_minute.all
    }
  }

  # An address whose excess over five minutes reaches this many times the limit is not a
  # group of users behind one address. It is banned for ten minutes.
  edge_ban_factor = 10
}

resource "google_compute_security_policy" "edge" {
  name = "edge"
  type = "CLOUD_ARMOR"

  dynamic "rule" {
    for_each = local.edge_limits
    content {
      priority    = rule.key
      description = "${rule.value.description}: at most ${rule.value.per_minute} a minute from one address"
      action      = "rate_based_ban"

      match {
        expr {
          expression = endswith(rule.value.path, "*") ? "request.path.startsWith('${trimsuffix(rule.value.path, "*")}')" : "request.path == '${rule.value.path}'"
        }
      }

      rate_limit_options {
        conform_action   = "allow"
        exceed_action    = "deny(429)"
        enforce_on_key   = "IP"
        ban_duration_sec = 600

        rate_limit_threshold {
          count        = rule.value.per_minute
          interval_sec = 60
        }

        ban_threshold {
          count        = rule.value.per_minute * local.edge_ban_factor
          interval_sec = 300
        }
      }
    }
  }

  rule {
    priority    = 2147483647
    description = "Every policy must have a last rule; no request reaches it"
    action      = "allow"

    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }

  depends_on = [google_project_service.enabled]

  # Backends refer to a policy, so a new one takes its place before it is deleted.
  lifecycle {
    create_before_destroy = true
  }
}

moved {
  from = google_compute_security_policy.wall
  to   = google_compute_security_policy.edge
}
