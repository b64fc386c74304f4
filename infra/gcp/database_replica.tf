# A read replica of Cloud SQL, if var.database_replica is set. The functions use it for
# reads that may be stale. It has the primary's users.

resource "google_sql_database_instance" "replica" {
  count = local.cloud_sql && var.database_replica ? 1 : 0

  name                 = "${var.cloud_sql.name}-replica"
  region               = var.region
  database_version     = google_sql_database_instance.main[0].database_version
  master_instance_name = google_sql_database_instance.main[0].name
  deletion_protection  = false # it can be made again

  settings {
    edition           = "ENTERPRISE"
    tier              = var.cloud_sql.tier
    availability_type = "ZONAL" # the functions go on without it

    disk_type       = "PD_SSD"
    disk_autoresize = true

    # PostgreSQL refuses to start a replica with fewer connections than the primary.
    database_flags {
      name  = "max_connections"
      value = var.database_max_connections
    }

    # The primary keeps the rows that a statement on the replica still reads. A statement
    # there takes 1 s at most.
    database_flags {
      name  = "hot_standby_feedback"
      value = "on"
    }

    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.main.id
      ssl_mode        = "ENCRYPTED_ONLY"
      server_ca_mode  = "GOOGLE_MANAGED_INTERNAL_CA" # an authority of its own, as names are not checked
    }

    insights_config {
      query_insights_enabled = true
    }
  }

  lifecycle {
    ignore_changes = [settings[0].disk_size] # it grows automatically
  }
}

# Above this lag the functions read from the primary (ReplicaAge in shared/cache).
resource "google_monitoring_alert_policy" "replica" {
  count = local.cloud_sql && var.database_replica ? 1 : 0

  display_name          = "The database's replica is not in use"
  severity              = "WARNING"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "It is over 3 s behind"
    condition_threshold {
      filter          = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = \"${var.project}:${google_sql_database_instance.replica[0].name}\" AND metric.type = \"cloudsql.googleapis.com/database/replication/replica_lag\""
      comparison      = "COMPARISON_GT"
      threshold_value = 3
      duration        = "300s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MEAN"
      }
    }
  }

  documentation {
    content = "See \"Alerts\", \"replica\", in infra/gcp/README.md."
  }
}
