# Capacity, cost limits and alert recipients.

variable "database" {
  description = "Where PostgreSQL is: cloud_sql, or external, such as Supabase behind its pooler."
  type        = string
  default     = "cloud_sql"

  validation {
    condition     = contains(["cloud_sql", "external"], var.database)
    error_message = "The database is cloud_sql or external."
  }
}

variable "database_ca" {
  description = "PEM certificates of further authorities that may sign the database's certificate: those of an external database, or the next one of Cloud SQL while it is rotated."
  type        = list(string)
  default     = []
}

variable "cloud_sql" {
  description = "The Cloud SQL instance: its name, which changes when a copy takes its place, its size, and whether it has a standby in another zone."
  type = object({
    name             = optional(string, "social")
    tier             = optional(string, "db-custom-2-7680")
    highly_available = optional(bool, true)
  })
  default = {}
}

variable "database_replica" {
  description = "Whether there is a read replica: one of Cloud SQL, or one of the external database. The address of the latter is the secret database-replica-url."
  type        = bool
  default     = false
}

variable "database_max_connections" {
  description = "How many connections the database, or its pooler, accepts."
  type        = number
}

variable "deletion_protection" {
  description = "Whether Terraform and Google refuse to delete the database."
  type        = bool
  default     = true
}

variable "cache" {
  description = "The size of the cache, and whether it has a replica in another zone."
  type = object({
    memory_gb        = optional(number, 1)
    highly_available = optional(bool, false)
  })
  default = {}
}

variable "scale" {
  description = "Scales of functions that differ from scale.tf."
  type = map(object({
    memory               = optional(string)
    concurrency          = optional(number)
    min_instances        = optional(number)
    max_instances        = optional(number)
    database_connections = optional(number)
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.scale), keys(local.scale_defaults))) == 0
    error_message = "Scale names an unknown function. The functions are ${join(", ", keys(local.scale_defaults))}."
  }
}

variable "rate_limit" {
  description = "The rate limits per user or address: of all requests, and of those that check a password or send mail."
  type = object({
    requests      = optional(number, 20)
    window        = optional(string, "5s")
    auth_requests = optional(number, 10)
    auth_window   = optional(string, "1m")
  })
  default = {}
}

variable "edge_requests_per_minute" {
  description = "The maximum requests per minute of one address at the load balancer: of all kinds, of those that hash a password or send a mail, and of those that open a stream. Many users can share an address, so these limits are well above the functions' own. An address that stays at several times a limit is banned for a while."
  type = object({
    all            = optional(number, 1200)
    authentication = optional(number, 60)
    streams        = optional(number, 120)
  })
  default = {}

  validation {
    condition     = var.edge_requests_per_minute.authentication <= var.edge_requests_per_minute.all && var.edge_requests_per_minute.streams <= var.edge_requests_per_minute.all
    error_message = "The limits of some paths must not be above the limit of all."
  }
}

variable "latency_alert_ms" {
  description = "The 95th percentile of a route's latency that raises an alert, in milliseconds."
  type        = number
  default     = 1000
}

variable "alert_email" {
  description = "Who is notified of alerts and of the budget."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.alert_email))
    error_message = "Alerts go to an e-mail address."
  }
}

variable "billing_account" {
  description = "The billing account that the budget watches; null: no budget."
  type        = string
  default     = null
}

variable "monthly_budget" {
  description = "The monthly budget, in the billing account's currency."
  type        = number
  default     = 300
}
