# How the load balancer reaches the functions, and the wall before them.

resource "google_compute_region_network_endpoint_group" "function" {
  for_each = local.public

  name                  = each.key
  region                = var.region
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = module.function[each.key].name
  }
}

resource "google_compute_backend_service" "function" {
  for_each = local.public

  name                  = each.key
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"
  security_policy       = google_compute_security_policy.wall.id

  backend {
    group = google_compute_region_network_endpoint_group.function[each.key].id
  }

  # The functions log every request that reaches them; this is for the others.
  log_config {
    enable      = true
    sample_rate = 0.1
  }
}

# The functions count each user and address by themselves. This wall is wider
# and keeps a flood from ever starting an instance.
resource "google_compute_security_policy" "wall" {
  name = "wall"
  type = "CLOUD_ARMOR"

  rule {
    priority    = 1000
    description = "At most ${var.wall_requests_per_minute} requests a minute from one address"
    action      = "throttle"

    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }

    rate_limit_options {
      conform_action = "allow"
      exceed_action  = "deny(429)"
      enforce_on_key = "IP"

      rate_limit_threshold {
        count        = var.wall_requests_per_minute
        interval_sec = 60
      }
    }
  }

  rule {
    priority    = 2147483647
    description = "Every policy must have a last rule; none comes here"
    action      = "allow"

    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }

  depends_on = [google_project_service.enabled]
}
