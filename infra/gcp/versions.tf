terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45, < 9"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }

  # The state holds the database's password, the token keys and the cache's
  # password, so its bucket is closed to all but who deploys. deploy.sh names it.
  backend "gcs" {}
}

provider "google" {
  project = var.project
  region  = var.region

  # Budgets are billed and rate-limited by project, whoever calls.
  user_project_override = true
  billing_project       = var.project

  default_labels = {
    application = "social"
    environment = var.environment
    managed-by  = "terraform"
  }
}
