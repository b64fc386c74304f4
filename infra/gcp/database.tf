# PostgreSQL on Cloud SQL, unless var.database is external; then its addresses are
# secrets that people store (secrets.tf).

locals {
  cloud_sql = var.database == "cloud_sql"
}

resource "google_sql_database_instance" "main" {
  count = local.cloud_sql ? 1 : 0

  name                = var.cloud_sql.name
  region              = var.region
  database_version    = "POSTGRES_17"
  deletion_protection = var.deletion_protection

  settings {
    edition                     = "ENTERPRISE"
    tier                        = var.cloud_sql.tier
    availability_type           = var.cloud_sql.highly_available ? "REGIONAL" : "ZONAL"
    deletion_protection_enabled = var.deletion_protection

    disk_type       = "PD_SSD"
    disk_autoresize = true

    database_flags {
      name  = "max_connections"
      value = var.database_max_connections
    }

    backup_configuration {
      enabled                        = true
      start_time                     = "03:00"
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7

      backup_retention_settings {
        retained_backups = 14
      }
    }

    # The backup is kept when the instance is deleted, intentionally or not.
    final_backup_config {
      enabled        = true
      retention_days = 30
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

    maintenance_window {
      day          = 7
      hour         = 4
      update_track = "stable"
    }
  }

  lifecycle {
    ignore_changes = [settings[0].disk_size] # it grows automatically
  }

  depends_on = [google_service_networking_connection.services]
}

resource "google_sql_database" "social" {
  count = local.cloud_sql ? 1 : 0

  name            = "social"
  instance        = google_sql_database_instance.main[0].name
  deletion_policy = "ABANDON" # it is deleted with the instance, and survives if that is protected
}
