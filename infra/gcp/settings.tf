# The settings of the functions by part. The parts are the fields of the functions'
# Config structs in wire.go and in shared/backend; settings_test.go compares the names.

locals {
  settings = {
    log = {
      GOOGLE_CLOUD_PROJECT = var.project # Google sets it for 1st generation functions only
    }
    postgres = {
      DATABASE_CA                 = local.database_ca
      DATABASE_MAX_CONN_IDLE_TIME = "15m"
      DATABASE_QUERY_TIMEOUT      = "5s"
      # Behind a transaction pooler, a cached statement may belong to another session.
      DATABASE_QUERY_MODE = local.cloud_sql ? "cache_statement" : "exec"
    }
    replica = {}
    redis = {
      REDIS_CA = join("\n", [for c in google_redis_instance.main.server_ca_certs : c.cert])
    }
    tokens = {
      JWT_ISSUER   = "https://${var.domain}"
      JWT_AUDIENCE = "https://${var.domain}"
      JWT_TTL      = var.jwt_ttl
    }
    limits = {
      RATE_LIMIT_ENABLED       = "true"
      RATE_LIMIT_REQUESTS      = tostring(var.rate_limit.requests)
      RATE_LIMIT_WINDOW        = var.rate_limit.window
      RATE_LIMIT_AUTH_REQUESTS = tostring(var.rate_limit.auth_requests)
      RATE_LIMIT_AUTH_WINDOW   = var.rate_limit.auth_window
      # The load balancer appends the client's address, then its own.
      CLIENT_IP_POSITION = "2"
    }
    origins = {
      CORS_ORIGINS = join(",", var.cors_origins)
    }
    passwords = {
      PASSWORD_COST = "12"
    }
    totp = {}
    topic = {
      GOOGLE_CLOUD_PROJECT = var.project
      EMAIL_TOPIC          = google_pubsub_topic.email.name
    }
    mail = {
      SENDGRID_HOST    = "https://api.sendgrid.com"
      SENDGRID_SANDBOX = tostring(var.mail.sandbox)
      MAIL_FROM        = var.mail.from
      MAIL_FROM_NAME   = var.mail.from_name
      MAIL_CONTACT     = coalesce(var.mail.contact, var.mail.from)
      FRONTEND_URL     = var.frontend_url
      API_URL          = "https://${var.domain}"
      # Limits the cost of a flood of registrations and the damage to the sender's
      # reputation.
      MAIL_HOURLY_LIMIT = tostring(var.mail.hourly_limit)
    }
    release = {
      VERSION = var.release
    }
  }

  secret_settings = {
    postgres = ["DATABASE_URL"]
    replica  = local.of_replica
    redis    = ["REDIS_URL"]
    tokens   = ["JWT_KEYS"]
    totp     = ["TOTP_KEYS"]
    mail     = ["SENDGRID_API_KEY"]
  }
}
