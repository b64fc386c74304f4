# The values that differ between environments. Values that do not differ are where
# they are used.

variable "project" {
  description = "The id of the Google Cloud project. Each environment has one of its own."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project id has 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "environment" {
  description = "The name of the environment."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is staging or production."
  }
}

variable "region" {
  description = "The region of all regional resources."
  type        = string
  default     = "europe-west1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region is like europe-west1."
  }
}

variable "domain" {
  description = "The host name of the API."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "The domain is a host name like api.example.com."
  }
}

variable "frontend_url" {
  description = "The address of the web app, which links in e-mails lead to."
  type        = string

  validation {
    condition     = can(regex("^https://[^/]+", var.frontend_url))
    error_message = "The web app is at an https:// address."
  }
}

variable "cors_origins" {
  description = "The web origins that may call the API, as browsers send them."
  type        = list(string)

  validation {
    condition     = alltrue([for o in var.cors_origins : can(regex("^https://[^/,*]+$", o))])
    error_message = "An origin is https:// and a host, without a path, a comma or a *."
  }
}

variable "archives" {
  description = "The directory of the archives that infra/package has made."
  type        = string
  default     = "../../dist"
}

variable "release" {
  description = "The version that /v1/health reports, such as a commit."
  type        = string
}

variable "jwt_keys" {
  description = "The ids of the keys that tokens are signed with: the first signs, all verify. See \"Rotating keys and passwords\" in README.md."
  type        = list(string)

  validation {
    condition     = length(var.jwt_keys) > 0 && length(var.jwt_keys) == length(toset(var.jwt_keys)) && alltrue([for id in var.jwt_keys : can(regex("^[A-Za-z0-9._-]{1,64}$", id))])
    error_message = "There must be a key, and ids are distinct, of 1 to 64 letters, digits, dots, underscores and hyphens."
  }
}

variable "totp_keys" {
  description = "The ids of the keys that encrypt the secrets of two-step sign-in: the first encrypts, all decrypt. See \"Rotating keys and passwords\" in README.md."
  type        = list(string)
  default     = ["k1"]

  validation {
    condition     = length(var.totp_keys) > 0 && length(var.totp_keys) == length(toset(var.totp_keys)) && alltrue([for id in var.totp_keys : can(regex("^[A-Za-z0-9._-]{1,64}$", id))])
    error_message = "There must be a key, and ids are distinct, of 1 to 64 letters, digits, dots, underscores and hyphens."
  }
}

variable "jwt_ttl" {
  description = "How long a token lasts, as a Go duration."
  type        = string
  default     = "24h"
}

variable "secret_versions" {
  description = "The version in use of each secret that people have stored, by the setting's name."
  type        = map(string)

  validation {
    condition     = alltrue([for v in values(var.secret_versions) : can(regex("^[1-9][0-9]*$", v))])
    error_message = "A version must be a number; latest is refused, because it would change under a running revision."
  }

  validation {
    condition     = length(setsubtract(local.given, keys(var.secret_versions))) == 0
    error_message = "secret_versions lacks these secrets: ${join(", ", local.given)}."
  }
}

variable "mail" {
  description = "The sender of e-mails, and the maximum number per hour. With sandbox, SendGrid checks e-mails and delivers none."
  type = object({
    from         = string
    from_name    = string
    contact      = optional(string) # the address for replies to decisions of moderators; the sender if not set
    sandbox      = optional(bool, false)
    hourly_limit = optional(number, 1000)
  })

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.mail.from))
    error_message = "The sender must be an e-mail address."
  }

  # Who is told a moderator's decision may object to it, so somebody must read that.
  validation {
    condition     = !can(regex("(?i)^(no|do-?not)[-_.]?reply", coalesce(var.mail.contact, var.mail.from)))
    error_message = "Set contact to an address that people read: authors object to decisions of moderators there."
  }

  validation {
    condition     = var.mail.hourly_limit >= 1
    error_message = "The hourly limit must be at least 1."
  }
}
