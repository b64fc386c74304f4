# The load balancer's connection to the functions.

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
  security_policy       = google_compute_security_policy.edge.id

  backend {
    group = google_compute_region_network_endpoint_group.function[each.key].id
  }

  # The functions log every request that reaches them; this log is for the other
  # requests.
  log_config {
    enable      = true
    sample_rate = 0.1
  }

  # Google refuses to delete a backend that the URL map names. With this, Terraform
  # updates the map before it deletes the backend of a function that is gone.
  lifecycle {
    create_before_destroy = true
  }
}
