# There are two kinds of secrets. Made secrets are generated here and never seen by
# people; they get a new version when a value in them changes. Given secrets come from
# elsewhere: people store them with `gcloud secrets`, and var.secret_versions selects
# the version in use.

locals {
  secret_ids = {
    DATABASE_URL         = "database-url"
    DATABASE_DIRECT_URL  = "database-direct-url"
    DATABASE_REPLICA_URL = "database-replica-url"
    JWT_KEYS             = "jwt-keys"
    REDIS_URL            = "redis-url"
    SENDGRID_API_KEY     = "sendgrid-api-key"
    TOTP_KEYS            = "totp-keys"
  }

  made_always = toset(["JWT_KEYS", "REDIS_URL", "TOTP_KEYS"])
  of_replica  = var.database_replica ? toset(["DATABASE_REPLICA_URL"]) : toset([])
  made        = local.cloud_sql ? setunion(local.made_always, ["DATABASE_URL"], local.of_replica) : local.made_always
  given       = local.cloud_sql ? toset(["SENDGRID_API_KEY"]) : setunion(["SENDGRID_API_KEY", "DATABASE_URL", "DATABASE_DIRECT_URL"], local.of_replica)

  made_values = {
    DATABASE_URL         = try(format(local.database_url, google_sql_user.functions[0].name, random_password.functions[0].result), null)
    DATABASE_REPLICA_URL = try(format(local.replica_url, google_sql_user.functions[0].name, random_password.functions[0].result), null)
    JWT_KEYS             = join(",", [for id in var.jwt_keys : "${id}:${random_bytes.jwt_key[id].base64}"])
    REDIS_URL = format("rediss://:%s@%s:%d",
      google_redis_instance.main.auth_string, google_redis_instance.main.host, google_redis_instance.main.port,
    )
    TOTP_KEYS = join(",", [for id in var.totp_keys : "${id}:${random_bytes.totp_key[id].base64}"])
  }

  # The secret and version that a function or job refers to.
  secrets = merge(
    { for name in local.made : name => {
      secret  = google_secret_manager_secret.made[name].secret_id
      version = google_secret_manager_secret_version.made[name].version
    } },
    { for name in local.given : name => {
      secret  = local.secret_ids[name]
      version = var.secret_versions[name]
    } },
  )
}

# HS256 requires a key of 32 bytes.
resource "random_bytes" "jwt_key" {
  for_each = toset(var.jwt_keys)

  length = 32
}

# If a key is destroyed, the secrets that it encrypts are lost: their users can sign in
# with a recovery code only.
resource "random_bytes" "totp_key" {
  for_each = toset(var.totp_keys)

  length = 32
}

resource "google_secret_manager_secret" "made" {
  for_each = local.made

  secret_id = local.secret_ids[each.key]
  replication {
    auto {}
  }

  depends_on = [google_project_service.enabled]
}

# The new version exists before a function reads it, and the old one stays, because
# instances of the old revision may still start and a rollback needs it.
resource "google_secret_manager_secret_version" "made" {
  for_each = local.made

  secret          = google_secret_manager_secret.made[each.key].id
  secret_data     = local.made_values[each.key]
  deletion_policy = "ABANDON"

  lifecycle {
    create_before_destroy = true
  }
}
