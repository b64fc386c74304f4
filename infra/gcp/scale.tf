# The size of each function's instances and their maximum number.

locals {
  scale_defaults = {
    account = { memory = "512Mi", concurrency = 20, max_instances = 5, database_connections = 3 }
    # bcrypt uses a whole processor for a quarter of a second
    authentication = { memory = "512Mi", concurrency = 20, max_instances = 10, database_connections = 5 }
    docs           = { memory = "256Mi", concurrency = 80, max_instances = 3, database_connections = 0 }
    email          = { memory = "256Mi", concurrency = 10, max_instances = 4, database_connections = 4 }
    feed           = { memory = "256Mi", concurrency = 80, max_instances = 10, database_connections = 8 }
    health         = { memory = "256Mi", concurrency = 80, max_instances = 2, database_connections = 2 }
    moderation     = { memory = "256Mi", concurrency = 80, max_instances = 2, database_connections = 2 }
    notifications  = { memory = "256Mi", concurrency = 80, max_instances = 5, database_connections = 2 }
    posts          = { memory = "256Mi", concurrency = 80, max_instances = 10, database_connections = 8 }
    # its requests are idle nearly all the time, and one statement reads for all of them
    stream = { memory = "512Mi", concurrency = 250, max_instances = 20, database_connections = 4 }
    users  = { memory = "256Mi", concurrency = 80, max_instances = 10, database_connections = 6 }
  }

  scale = {
    for name, d in local.scale_defaults : name => {
      cpu                  = "1" # Cloud Run allows only one request at a time with less
      memory               = coalesce(try(var.scale[name].memory, null), d.memory)
      concurrency          = coalesce(try(var.scale[name].concurrency, null), d.concurrency)
      min_instances        = coalesce(try(var.scale[name].min_instances, null), 0)
      max_instances        = coalesce(try(var.scale[name].max_instances, null), d.max_instances)
      database_connections = coalesce(try(var.scale[name].database_connections, null), d.database_connections)
    }
  }

  database_connections = sum([for s in local.scale : s.max_instances * s.database_connections])
}

# The last fifth is reserved for the migrations, for people, and for instances of the
# old revision while the new one takes over.
output "database_connections" {
  description = "The maximum number of connections that the functions open."
  value       = local.database_connections

  precondition {
    condition     = local.database_connections <= 0.8 * var.database_max_connections
    error_message = "The functions may open ${local.database_connections} connections, more than 80 % of the database's ${var.database_max_connections}: lower max_instances or database_connections in var.scale."
  }
}
