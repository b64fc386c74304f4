# One function: its archive and the function itself. The other files here hold its
# identity and its callers.

# The name contains the content's hash, so a function is built and deployed again
# exactly when its archive changes. Old archives stay for rollbacks.
resource "google_storage_bucket_object" "archive" {
  bucket          = var.build.bucket
  name            = "${var.name}/${filesha256(var.archive)}.zip"
  source          = var.archive
  deletion_policy = "ABANDON"
}

# Near its memory limit, a Go program collects garbage instead of being killed. The last
# fifth of the memory is for everything outside the Go heap.
locals {
  memory_mib = tonumber(regex("^[0-9]+", var.scale.memory)) * (endswith(var.scale.memory, "Gi") ? 1024 : 1)
  heap_limit = "${floor(local.memory_mib * 0.8)}MiB"
}

resource "google_cloudfunctions2_function" "this" {
  name        = var.name
  description = var.description
  location    = var.region

  build_config {
    runtime           = "go126"
    entry_point       = var.name
    service_account   = var.build.service_account
    docker_repository = var.build.repository

    # Smaller programs start faster.
    environment_variables = {
      GOFLAGS          = "-trimpath"
      GOOGLE_GOLDFLAGS = "-s -w"
    }

    # Google patches the base image without a rebuild.
    automatic_update_policy {}

    source {
      storage_source {
        bucket = google_storage_bucket_object.archive.bucket
        object = google_storage_bucket_object.archive.name
      }
    }
  }

  service_config {
    service_account_email          = google_service_account.this.email
    available_cpu                  = var.scale.cpu
    available_memory               = var.scale.memory
    min_instance_count             = var.scale.min_instances
    max_instance_count             = var.scale.max_instances
    timeout_seconds                = var.timeout
    all_traffic_on_latest_revision = true

    # The function's own address is not reachable from the internet: callers come
    # through the load balancer, which applies the outer rate limit, or from inside the
    # project.
    ingress_settings = var.public ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY"

    # Google's default is one request at a time per instance, and each instance would
    # open its own pool.
    max_instance_request_concurrency = var.scale.concurrency

    # Traffic to private addresses goes through the network, all other traffic directly
    # to the internet.
    direct_vpc_egress = "VPC_EGRESS_PRIVATE_RANGES_ONLY"
    direct_vpc_network_interface {
      network    = var.network.network
      subnetwork = var.network.subnetwork
    }

    environment_variables = merge(var.settings, { GOMEMLIMIT = local.heap_limit })

    dynamic "secret_environment_variables" {
      for_each = var.secrets
      content {
        key        = secret_environment_variables.key
        project_id = google_service_account.this.project
        secret     = secret_environment_variables.value.secret
        version    = secret_environment_variables.value.version
      }
    }
  }

  # An instance that cannot read its secrets does not start.
  depends_on = [google_secret_manager_secret_iam_member.reader]
}
