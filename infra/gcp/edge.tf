# The API's single address: a global external Application Load Balancer. It does not listen
# for plain HTTP: a redirect would hide that a client sends its tokens unencrypted.

locals {
  ip_versions = toset(["IPV4", "IPV6"])
}

resource "google_compute_global_address" "api" {
  for_each = local.ip_versions

  name       = "api-${lower(each.key)}"
  ip_version = each.key

  depends_on = [google_project_service.enabled]
}

# Google issues and renews the certificate once the domain's records point to the
# addresses. A certificate is immutable, so its name contains the hash of its domain.
resource "google_compute_managed_ssl_certificate" "api" {
  name = "api-${substr(sha256(var.domain), 0, 8)}"

  managed {
    domains = [var.domain]
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [google_project_service.enabled]
}

resource "google_compute_ssl_policy" "modern" {
  name            = "modern"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"

  depends_on = [google_project_service.enabled]
}

resource "google_compute_target_https_proxy" "api" {
  name             = "api"
  url_map          = google_compute_url_map.api.id
  ssl_certificates = [google_compute_managed_ssl_certificate.api.id]
  ssl_policy       = google_compute_ssl_policy.modern.id
}

resource "google_compute_global_forwarding_rule" "https" {
  for_each = local.ip_versions

  name                  = "api-https-${lower(each.key)}"
  target                = google_compute_target_https_proxy.api.id
  ip_address            = google_compute_global_address.api[each.key].id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}
