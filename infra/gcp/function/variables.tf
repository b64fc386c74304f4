variable "name" {
  description = "The function's name: of its package, its archive, its target and its Cloud Run service."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,25}$", var.name))
    error_message = "The name must be 2 to 26 lower-case letters, digits and hyphens: with fn- before it, it names a service account."
  }
}

variable "description" {
  description = "What the function does, for the console."
  type        = string
}

variable "region" {
  description = "The region that it runs in."
  type        = string
}

variable "archive" {
  description = "The path of the zip that infra/package has made."
  type        = string
}

variable "build" {
  description = "The bucket of its archive, its builder's identity, and the repository of its image."
  type = object({
    bucket          = string
    service_account = string
    repository      = string
  })
}

variable "network" {
  description = "The network and subnetwork through which it reaches the database and the cache."
  type = object({
    network    = string
    subnetwork = string
  })
}

variable "settings" {
  description = "Its settings that are not secret."
  type        = map(string)
}

variable "secrets" {
  description = "Its secret settings, each with the version in use. It can read no other secrets."
  type = map(object({
    secret  = string
    version = string
  }))

  validation {
    condition     = alltrue([for s in values(var.secrets) : s.version != "latest"])
    error_message = "Pin the versions of secrets: with latest, instances of one revision would differ, and a rollback would not bring the old value back."
  }
}

variable "scale" {
  description = "The resources of an instance, and the number of instances."
  type = object({
    cpu           = string
    memory        = string
    concurrency   = number
    min_instances = number
    max_instances = number
  })

  validation {
    condition     = var.scale.min_instances <= var.scale.max_instances && var.scale.max_instances > 0
    error_message = "max_instances must be at least 1, and min_instances must not be above it."
  }

  validation {
    condition     = can(regex("^[1-9][0-9]*(Mi|Gi)$", var.scale.memory))
    error_message = "Memory is a whole number of Mi or Gi, like 512Mi."
  }
}

variable "timeout" {
  description = "How long a request may take, in seconds."
  type        = number
  default     = 30

  validation {
    condition     = var.timeout > 0 && var.timeout <= 3600
    error_message = "Cloud Run lets a request take from 1 to 3600 s."
  }
}

variable "public" {
  description = "Whether everyone may call it, through the load balancer. If not, it can be called from inside the project only."
  type        = bool
}

variable "callers" {
  description = "Who else may call it, as IAM members."
  type        = map(string)
  default     = {}
}
