# The function's own identity. It may do nothing but what is granted here and,
# for the topic that it publishes to, beside that topic.
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
