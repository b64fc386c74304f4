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

  # The state contains the database's password, the token keys and the cache's password,
  # so only deployers may read its bucket. deploy.sh sets the bucket.
  backend "gcs" {}
}

provider "google" {
  project = var.project
  region  = var.region

  # Budget requests are billed and rate-limited by project, not by caller.
  user_project_override = true
  billing_project       = var.project

  default_labels = {
    application = "social"
    environment = var.environment
    managed-by  = "terraform"
  }
}
