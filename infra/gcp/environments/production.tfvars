environment  = "production"
domain       = "api.social.example"
frontend_url = "https://social.example"
cors_origins = ["https://social.example"]
alert_email  = "operations@social.example"

mail = {
  from      = "no-reply@social.example"
  from_name = "Social"
  contact   = "appeals@social.example" # people read it: the answers to decisions of moderators
}

jwt_keys        = ["2026-11"]
secret_versions = { SENDGRID_API_KEY = "1" }

database                 = "cloud_sql"
cloud_sql                = { tier = "db-custom-2-7680", highly_available = true }
database_max_connections = 500
cache                    = { highly_available = true }
monthly_budget           = 500

# Keep one instance warm of each function that signing in, reading and posting need.
scale = {
  authentication = { min_instances = 1 }
  feed           = { min_instances = 1 }
  posts          = { min_instances = 1 }
  stream         = { min_instances = 1 }
  users          = { min_instances = 1 }
}
