# The routes are defined once, in infra/routes.json, which the local edge reads, too.

locals {
  routes = jsondecode(file("${path.module}/../routes.json"))
  paths  = { for r in local.routes.routes : r.function => r.path... }

  # A stream lasts as long as the client listens, so its duration is not a latency.
  streams = ["/v1/users/feed/stream"]
}

resource "google_compute_url_map" "api" {
  name            = "api"
  default_service = google_compute_backend_service.function[local.routes.default].id

  host_rule {
    hosts        = [var.domain]
    path_matcher = "functions"
  }

  path_matcher {
    name            = "functions"
    default_service = google_compute_backend_service.function[local.routes.default].id

    dynamic "path_rule" {
      for_each = local.paths
      content {
        service = google_compute_backend_service.function[path_rule.key].id
        paths   = path_rule.value
      }
    }
  }

  # Google rejects a URL map that fails these tests.
  dynamic "test" {
    for_each = { for r in local.routes.routes : r.path => r.function }
    content {
      host    = var.domain
      path    = replace(test.key, "*", "test")
      service = google_compute_backend_service.function[test.value].id
    }
  }

  lifecycle {
    precondition {
      condition     = alltrue([for name in local.public : contains(keys(local.functions), name)])
      error_message = "infra/routes.json names a function that is not in functions.tf."
    }
  }
}
