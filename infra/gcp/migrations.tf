# The migrations run as a Cloud Run job. Their program comes from an archive, as the
# functions' programs do. Terraform can build only functions, so two steps here call
# gcloud: one builds the image, one runs the job. Both are part of the apply, because
# the functions must wait for them.

locals {
  migrations_hash  = filesha256("${var.archives}/migrations.zip")
  migrations_image = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}/migrations:${substr(local.migrations_hash, 0, 12)}"

  # The owner's address. It is the server's own: a session lock does not work through a
  # transaction pooler.
  migrations_address = {
    secret  = local.cloud_sql ? google_secret_manager_secret.owner[0].secret_id : local.secret_ids.DATABASE_DIRECT_URL
    version = local.cloud_sql ? google_secret_manager_secret_version.owner[0].version : var.secret_versions.DATABASE_DIRECT_URL
  }
}

resource "google_storage_bucket_object" "migrations" {
  bucket          = google_storage_bucket.archives.name
  name            = "migrations/${local.migrations_hash}.zip"
  source          = "${var.archives}/migrations.zip"
  deletion_policy = "ABANDON"
}

resource "terraform_data" "migrations_image" {
  triggers_replace = [local.migrations_image]

  provisioner "local-exec" {
    command = <<-EOT
      gcloud builds submit "$ARCHIVE" --config="$CONFIG" --substitutions="_IMAGE=$IMAGE" --quiet \
        --project="$PROJECT" --region="$REGION" --service-account="$BUILDER" --gcs-source-staging-dir="$STAGING"
    EOT
    environment = {
      ARCHIVE = "${google_storage_bucket.archives.url}/${google_storage_bucket_object.migrations.name}"
      CONFIG  = "${path.module}/migrations.cloudbuild.yaml"
      IMAGE   = local.migrations_image
      PROJECT = var.project
      REGION  = var.region
      BUILDER = google_service_account.builder.id
      STAGING = "${google_storage_bucket.archives.url}/staging"
    }
  }

  depends_on = [
    google_storage_bucket_iam_member.builder,
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder_logs,
  ]
}

resource "google_service_account" "migrations" {
  account_id   = "migrations"
  display_name = "The migrations"

  depends_on = [google_project_service.enabled]
}

resource "google_secret_manager_secret_iam_member" "migrations" {
  secret_id = local.migrations_address.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.migrations.member
}

resource "google_cloud_run_v2_job" "migrations" {
  name                = "migrations"
  location            = var.region
  deletion_protection = false

  template {
    template {
      service_account = google_service_account.migrations.email
      timeout         = "1800s"
      max_retries     = 0 # the program itself retries for minutes; after that, a person must look

      containers {
        image = local.migrations_image
        args  = ["up"]

        env {
          name  = "DATABASE_CA"
          value = local.database_ca
        }
        env {
          name = "DATABASE_URL"
          value_source {
            secret_key_ref {
              secret  = local.migrations_address.secret
              version = local.migrations_address.version
            }
          }
        }
      }

      vpc_access {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = google_compute_network.main.id
          subnetwork = google_compute_subnetwork.instances.id
        }
      }
    }
  }

  depends_on = [
    terraform_data.migrations_image,
    google_secret_manager_secret_iam_member.migrations,
  ]
}

# A failed run leaves the schema unchanged and fails the apply before any function
# changes (README.md, "A migration failed").
resource "terraform_data" "migrations" {
  triggers_replace = [local.migrations_image, local.migrations_address]

  provisioner "local-exec" {
    command = "gcloud run jobs execute \"$JOB\" --wait --quiet --project=\"$PROJECT\" --region=\"$REGION\""
    environment = {
      JOB     = google_cloud_run_v2_job.migrations.name
      PROJECT = var.project
      REGION  = var.region
    }
  }
}
