# The two users of the database. Each has a secret of its own, and no identity can read
# both: the migrations have the owner's, the functions the other (secrets.tf).

locals {
  # The role that the migrations create and give its privileges (migrations/privileges.sql).
  functions_role = "app"

  # Cloud SQL signs the certificate of each instance with an authority of its own.
  database_ca = join("\n", concat(
    flatten([for i in google_sql_database_instance.main : nonsensitive(i.server_ca_cert[*].cert)]),
    flatten([for i in google_sql_database_instance.replica : nonsensitive(i.server_ca_cert[*].cert)]),
    var.database_ca,
  ))

  # The addresses without a user and its password.
  database_url = try(format("postgres://%%s:%%s@%s:5432/%s?sslmode=require",
    google_sql_database_instance.main[0].private_ip_address,
    google_sql_database.social[0].name,
  ), null)
  replica_url = try(format("postgres://%%s:%%s@%s:5432/%s?sslmode=require",
    google_sql_database_instance.replica[0].private_ip_address,
    google_sql_database.social[0].name,
  ), null)
}

resource "random_password" "database" {
  count = local.cloud_sql ? 1 : 0

  length  = 40
  special = false # it is part of a URL
}

# The migrations connect as this user, which owns the tables. As cloudsqlsuperuser, which
# Cloud SQL makes every user without database_roles, it can also create roles and
# extensions.
resource "google_sql_user" "social" {
  count = local.cloud_sql ? 1 : 0

  name            = "social"
  instance        = google_sql_database_instance.main[0].name
  password        = random_password.database[0].result
  deletion_policy = "ABANDON" # it owns tables, so PostgreSQL would refuse to drop it; it is deleted with the instance
}

resource "random_password" "functions" {
  count = local.cloud_sql ? 1 : 0

  length  = 40
  special = false # it is part of a URL
}

# The functions connect as this user, which can read and write rows and nothing else.
# Cloud SQL can only assign a role that exists, so the migrations run first.
resource "google_sql_user" "functions" {
  count = local.cloud_sql ? 1 : 0

  name            = "functions"
  instance        = google_sql_database_instance.main[0].name
  password        = random_password.functions[0].result
  database_roles  = [local.functions_role]
  deletion_policy = "ABANDON" # a rollback removes it from the configuration while functions still use it

  depends_on = [terraform_data.migrations]
}

# The owner's address is apart from the other secrets (secrets.tf), because those contain
# the functions' user, which exists after the migrations only.
resource "google_secret_manager_secret" "owner" {
  count = local.cloud_sql ? 1 : 0

  secret_id = local.secret_ids.DATABASE_DIRECT_URL
  replication {
    auto {}
  }

  depends_on = [google_project_service.enabled]
}

resource "google_secret_manager_secret_version" "owner" {
  count = local.cloud_sql ? 1 : 0

  secret          = google_secret_manager_secret.owner[0].id
  secret_data     = format(local.database_url, google_sql_user.social[0].name, random_password.database[0].result)
  deletion_policy = "ABANDON"

  lifecycle {
    create_before_destroy = true
  }
}
