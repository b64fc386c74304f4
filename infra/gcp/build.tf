# The bucket of the archives, the builder's identity and the image repository.

resource "google_storage_bucket" "archives" {
  name                        = "${var.project}-archives"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true # all of it can be built again

  depends_on = [google_project_service.enabled]
}

resource "google_artifact_registry_repository" "images" {
  repository_id = "social"
  description   = "Images of the functions and of the migrations"
  location      = var.region
  format        = "DOCKER"

  cleanup_policies {
    id     = "keep-for-rollback"
    action = "KEEP"
    most_recent_versions {
      keep_count = 10
    }
  }

  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "2592000s" # 30 days
    }
  }

  depends_on = [google_project_service.enabled]
}

# Google's default identity for builds may do nearly everything.
resource "google_service_account" "builder" {
  account_id   = "builder"
  display_name = "Builds images from archives"

  depends_on = [google_project_service.enabled]
}

resource "google_storage_bucket_iam_member" "builder" {
  bucket = google_storage_bucket.archives.name
  role   = "roles/storage.objectUser"
  member = google_service_account.builder.member
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  location   = google_artifact_registry_repository.images.location
  repository = google_artifact_registry_repository.images.repository_id
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}

resource "google_project_iam_member" "builder_logs" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = google_service_account.builder.member
}

# A function's build reads the archive from a copy that Google makes in its own bucket,
# gcf-v2-sources-NUMBER-REGION. The bucket exists only after the first function, so the
# role is the project's. Its condition keeps builds from all other buckets, above all
# from Terraform's state, which holds the secrets.
resource "google_project_iam_member" "builder_sources" {
  project = var.project
  role    = "roles/storage.objectViewer"
  member  = google_service_account.builder.member

  condition {
    title      = "sources of functions"
    expression = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${google_storage_bucket.archives.project_number}-\")"
  }
}

locals {
  build = {
    bucket          = google_storage_bucket.archives.name
    service_account = google_service_account.builder.id
    repository      = google_artifact_registry_repository.images.id
  }

  # The identities that Google's own services use in the project.
  service_agents = {
    pubsub    = "serviceAccount:service-${google_storage_bucket.archives.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
    scheduler = "serviceAccount:service-${google_storage_bucket.archives.project_number}@gcp-sa-cloudscheduler.iam.gserviceaccount.com"
  }
}
