# The function's own identity. It has only the permissions granted here and, if it
# publishes, the grant next to its topic.
resource "google_service_account" "this" {
  account_id   = "fn-${var.name}"
  display_name = "The function ${var.name}"
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = var.secrets

  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}
