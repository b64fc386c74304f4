# Tests which inputs are rejected before anything is created.

mock_provider "google" {
  source = "./tests/mocks"
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

run "connections" {
  command = plan

  variables {
    database_max_connections = 400
  }

  expect_failures = [output.database_connections]
}

run "addresses" {
  command = plan

  variables {
    scale = { docs = { max_instances = 600 } }
  }

  expect_failures = [google_compute_subnetwork.instances]
}

run "unknown_function" {
  command = plan

  variables {
    scale = { post = { max_instances = 1 } }
  }

  expect_failures = [var.scale]
}

run "names" {
  command = plan

  variables {
    project     = "My_Project"
    environment = "test"
    region      = "europe"
    domain      = "https://api.example.com"
  }

  expect_failures = [var.project, var.environment, var.region, var.domain]
}

run "unpinned_secret" {
  command = plan

  variables {
    secret_versions = { SENDGRID_API_KEY = "latest" }
  }

  expect_failures = [var.secret_versions]
}

run "missing_secret" {
  command = plan

  variables {
    database = "external"
  }

  expect_failures = [var.secret_versions]
}

run "wildcard_origin" {
  command = plan

  variables {
    cors_origins = ["*"]
  }

  expect_failures = [var.cors_origins]
}

run "repeated_key" {
  command = plan

  variables {
    jwt_keys = ["k1", "k1"]
  }

  expect_failures = [var.jwt_keys]
}

run "unread_contact" {
  command = plan

  variables {
    mail = { from = "no-reply@example.com", from_name = "Social" }
  }

  expect_failures = [var.mail]
}
