# Tests how requests reach the functions.

mock_provider "google" {
  source = "./tests/mocks"
}

override_resource {
  target          = google_compute_security_policy.edge
  override_during = plan
  values          = { id = "edge" }
}

variables {
  project         = "my-project"
  environment     = "staging"
  domain          = "api.example.com"
  frontend_url    = "https://app.example.com"
  cors_origins    = ["https://app.example.com"]
  alert_email     = "me@example.com"
  release         = "test"
  mail            = { from = "no-reply@example.com", from_name = "Social", contact = "appeals@example.com" }
  jwt_keys        = ["k1"]
  secret_versions = { SENDGRID_API_KEY = "1" }

  database_max_connections = 500
}

run "routes" {
  command = plan

  assert {
    condition     = output.routes == { for r in jsondecode(file("../routes.json")).routes : r.path => r.function }
    error_message = "Every path of routes.json reaches its function, and there are no others."
  }
  assert {
    condition     = length(google_compute_url_map.api.test) == length(output.routes)
    error_message = "Google tests every path."
  }
  assert {
    condition     = keys(google_compute_backend_service.function) == ["account", "authentication", "docs", "feed", "health", "moderation", "notifications", "posts", "stream", "users"]
    error_message = "The load balancer leads to the HTTP functions, and not to email."
  }
  assert {
    condition     = alltrue([for name, n in google_compute_region_network_endpoint_group.function : n.cloud_run[0].service == name])
    error_message = "A backend leads to the function that it is named after."
  }
}

run "encryption" {
  command = plan

  assert {
    condition     = alltrue([for r in google_compute_global_forwarding_rule.https : r.port_range == "443"])
    error_message = "Nothing listens for plain HTTP."
  }
  assert {
    condition     = google_compute_ssl_policy.modern.min_tls_version == "TLS_1_2"
    error_message = "Old versions of TLS are refused."
  }
  assert {
    condition     = google_redis_instance.main.transit_encryption_mode == "SERVER_AUTHENTICATION" && google_redis_instance.main.auth_enabled
    error_message = "The cache requires a password, over TLS."
  }
  assert {
    condition = alltrue([for i in google_sql_database_instance.main : (
      i.settings[0].ip_configuration[0].ssl_mode == "ENCRYPTED_ONLY" && !i.settings[0].ip_configuration[0].ipv4_enabled
    )])
    error_message = "The database has no public address, and requires TLS."
  }
  assert {
    condition     = one([for e in google_cloud_run_v2_job.migrations.template[0].template[0].containers[0].env : e.name if e.name == "DATABASE_CA"]) != null
    error_message = "The migrations verify the database's authority."
  }
}

run "cloud_armor" {
  command = plan

  assert {
    condition     = alltrue([for b in google_compute_backend_service.function : b.security_policy == "edge"])
    error_message = "Every backend is behind Cloud Armor."
  }
  assert {
    condition = alltrue([for r in google_compute_security_policy.edge.rule : (
      r.action == "rate_based_ban" && !r.preview && r.rate_limit_options[0].enforce_on_key == "IP"
    ) if r.priority < 2147483647])
    error_message = "Every rule of Cloud Armor counts requests, and bans an address that keeps exceeding its limit."
  }
  assert {
    condition     = [for r in google_compute_security_policy.edge.rule : r.rate_limit_options[0].rate_limit_threshold[0].count if r.priority == 1000] == [60]
    error_message = "Operations that hash a password or send a mail have a limit of their own."
  }
}

run "tokens_stay_out_of_logs" {
  command = plan

  assert {
    condition     = strcontains(google_logging_project_exclusion.activation_tokens.filter, "/v1/users/activate/") && output.routes["/v1/users/activate/*"] == "authentication"
    error_message = "Request logs do not keep activation tokens."
  }
  assert {
    condition     = strcontains(google_logging_project_exclusion.activation_tokens.filter, "/v1/notifications/unsubscribe/") && output.routes["/v1/notifications/*"] == "notifications"
    error_message = "Request logs do not keep the tokens of one-click unsubscriptions."
  }
}

run "floods_stay_out_of_logs" {
  command = plan

  assert {
    condition     = strcontains(google_logging_project_exclusion.refused_requests.filter, "httpRequest.status=429")
    error_message = "A flood that is refused costs nothing in Google's request logs."
  }
}
