# The same system as in production, as small as possible.
environment  = "staging"
domain       = "api.staging.social.example"
frontend_url = "https://staging.social.example"
cors_origins = ["https://staging.social.example"]
alert_email  = "operations@social.example"

mail = {
  from      = "no-reply@staging.social.example"
  from_name = "Social (staging)"
  contact   = "appeals@staging.social.example" # people read it: the answers to decisions of moderators
  sandbox   = true
}

jwt_keys        = ["2026-11"]
secret_versions = { SENDGRID_API_KEY = "1" }

database                 = "cloud_sql"
cloud_sql                = { tier = "db-g1-small", highly_available = false }
database_max_connections = 100
deletion_protection      = false
monthly_budget           = 120

scale = {
  account        = { max_instances = 2 }
  authentication = { max_instances = 2 }
  email          = { max_instances = 2 }
  feed           = { max_instances = 2, database_connections = 5 }
  moderation     = { max_instances = 1 }
  notifications  = { max_instances = 2 }
  posts          = { max_instances = 2 }
  stream         = { max_instances = 2 }
  users          = { max_instances = 2 }
}
