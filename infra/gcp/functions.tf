# The functions: the settings of each, and one instance of the module per function.

locals {
  # The parts of every function that serves users.
  backend = ["log", "postgres", "replica", "redis", "tokens", "limits", "origins"]

  functions = {
    account = {
      description = "A user's own account"
      parts       = concat(local.backend, ["passwords", "totp", "topic"])
      timeout     = 660 # an export takes up to 10 minutes
    }
    authentication = {
      description = "Registration, activation and sign-in"
      parts       = concat(local.backend, ["passwords", "totp", "topic"])
    }
    docs = {
      description = "The API's documentation"
      parts       = ["log", "redis", "limits", "origins"]
    }
    email = {
      description = "Sends e-mails; Pub/Sub triggers it"
      parts       = ["log", "postgres", "mail"]
      timeout     = 60 # the subscription's acknowledgement deadline
    }
    feed = {
      description = "The personal feed"
      parts       = local.backend
    }
    health = {
      description = "The health check"
      parts       = ["log", "postgres", "redis", "limits", "origins", "release"]
    }
    moderation = {
      description = "Reports and the decisions of moderators"
      parts       = concat(local.backend, ["topic"])
    }
    notifications = {
      description = "Notifications and their settings"
      parts       = local.backend
    }
    posts = {
      description = "Posts and their comments"
      parts       = local.backend
    }
    stream = {
      description = "The live stream of the feed"
      parts       = local.backend
      timeout     = 3600 # the stream ends then, and the client reconnects
    }
    users = {
      description = "Users, follows and roles"
      parts       = local.backend
    }
  }

  # The functions that routes.json names. Only these can be called from outside.
  public = toset(concat([local.routes.default], [for r in local.routes.routes : r.function]))

  environment = {
    for name, f in local.functions : name => merge(concat(
      [for part in f.parts : local.settings[part]],
      contains(f.parts, "postgres") ? [{ DATABASE_MAX_CONNS = tostring(local.scale[name].database_connections) }] : [],
    )...)
  }

  secret_environment = {
    for name, f in local.functions : name => toset(flatten([for part in f.parts : lookup(local.secret_settings, part, [])]))
  }
}

module "function" {
  source   = "./function"
  for_each = local.functions

  name        = each.key
  description = each.value.description
  region      = var.region
  archive     = "${var.archives}/${each.key}.zip"
  timeout     = lookup(each.value, "timeout", 30)
  settings    = local.environment[each.key]
  secrets     = { for name in local.secret_environment[each.key] : name => local.secrets[name] }
  scale       = local.scale[each.key]
  public      = contains(local.public, each.key)
  callers     = each.key == "email" ? { push = google_service_account.push.member } : {}
  build       = local.build

  network = {
    network    = google_compute_network.main.id
    subnetwork = google_compute_subnetwork.instances.id
  }

  # Apply the schema before deploying the code that needs it.
  depends_on = [terraform_data.migrations]
}
