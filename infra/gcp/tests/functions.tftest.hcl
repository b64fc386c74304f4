# Tests the functions' identities, callers and secrets.

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
  secret_versions = { SENDGRID_API_KEY = "1", DATABASE_URL = "1", DATABASE_DIRECT_URL = "1" }

  database_max_connections = 500
}

run "identities" {
  command = plan

  assert {
    condition     = length(output.functions) == 11
    error_message = "There are eleven functions."
  }
  assert {
    condition     = length(toset([for f in output.functions : f.identity])) == length(output.functions)
    error_message = "Each function has an identity of its own."
  }
  assert {
    condition     = alltrue([for name, f in output.functions : f.identity == "fn-${name}"])
    error_message = "No function runs as the project's default identity."
  }
  assert {
    condition     = alltrue([for p in [google_project_iam_member.builder_logs, google_project_iam_member.builder_sources] : !contains(["roles/owner", "roles/editor", "roles/viewer"], p.role)])
    error_message = "No identity has a primitive role."
  }
}

run "callers" {
  command = plan

  assert {
    condition     = output.functions["email"].callers == toset(["serviceAccount:email-push@my-project.iam.gserviceaccount.com"])
    error_message = "Only the push identity may call email."
  }
  assert {
    condition     = output.functions["email"].ingress == "ALLOW_INTERNAL_ONLY"
    error_message = "Email can't be reached from outside."
  }
  assert {
    condition     = alltrue([for name, f in output.functions : f.ingress == "ALLOW_INTERNAL_AND_GCLB" if name != "email"])
    error_message = "The functions' own addresses are closed to the internet."
  }
}

run "secrets_on_cloud_sql" {
  command = plan

  assert {
    condition = { for name, f in output.functions : name => f.secrets } == {
      account        = toset(["database-url", "redis-url", "jwt-keys", "totp-keys"])
      authentication = toset(["database-url", "redis-url", "jwt-keys", "totp-keys"])
      docs           = toset(["redis-url"])
      email          = toset(["database-url", "sendgrid-api-key"])
      feed           = toset(["database-url", "redis-url", "jwt-keys"])
      health         = toset(["database-url", "redis-url"])
      moderation     = toset(["database-url", "redis-url", "jwt-keys"])
      notifications  = toset(["database-url", "redis-url", "jwt-keys"])
      posts          = toset(["database-url", "redis-url", "jwt-keys"])
      stream         = toset(["database-url", "redis-url", "jwt-keys"])
      users          = toset(["database-url", "redis-url", "jwt-keys"])
    }
    error_message = "Each function may read the secrets that it uses, and no others."
  }
  assert {
    condition     = google_secret_manager_secret_iam_member.migrations.secret_id == "database-direct-url"
    error_message = "The migrations may read the owner's address of the database."
  }
  assert {
    condition     = !anytrue([for f in output.functions : contains(f.secrets, "database-direct-url")])
    error_message = "No function may read the owner's address of the database."
  }
  assert {
    condition     = google_sql_user.functions[0].database_roles == tolist(["app"]) && google_sql_user.functions[0].name != google_sql_user.social[0].name
    error_message = "The functions' user has the role app only; without database_roles it would be cloudsqlsuperuser."
  }
}

run "secrets_on_an_external_database" {
  command = plan

  variables {
    database = "external"
  }

  assert {
    condition     = google_secret_manager_secret_iam_member.migrations.secret_id == "database-direct-url"
    error_message = "The migrations connect as the owner, around the pooler."
  }
  assert {
    condition     = !anytrue([for f in output.functions : contains(f.secrets, "database-direct-url")])
    error_message = "No function connects as the owner, or goes around the pooler."
  }
  assert {
    condition     = length(google_sql_database_instance.main) == 0 && length(google_secret_manager_secret.owner) == 0 && keys(google_secret_manager_secret.made) == ["JWT_KEYS", "REDIS_URL", "TOTP_KEYS"]
    error_message = "Nothing is made for an external database."
  }
}

run "secrets_with_a_replica" {
  command = plan

  variables {
    database_replica = true
  }

  assert {
    condition     = [for name, f in output.functions : name if contains(f.secrets, "database-replica-url")] == ["account", "authentication", "feed", "moderation", "notifications", "posts", "stream", "users"]
    error_message = "The functions that serve users may read the replica's address."
  }
  assert {
    condition     = google_sql_database_instance.replica[0].master_instance_name == google_sql_database_instance.main[0].name
    error_message = "The replica is the database's."
  }
}

run "secrets_with_an_external_replica" {
  command = plan

  variables {
    database         = "external"
    database_replica = true
    secret_versions  = { SENDGRID_API_KEY = "1", DATABASE_URL = "1", DATABASE_DIRECT_URL = "1", DATABASE_REPLICA_URL = "2" }
  }

  assert {
    condition     = length(google_sql_database_instance.replica) == 0 && contains(output.functions["feed"].secrets, "database-replica-url")
    error_message = "No replica is made for an external database, and the functions may read the address of its own."
  }
}
