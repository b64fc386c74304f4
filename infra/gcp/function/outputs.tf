output "name" {
  description = "The function's name, which is its Cloud Run service's too."
  value       = google_cloudfunctions2_function.this.name
}

output "uri" {
  description = "The address of its Cloud Run service."
  value       = google_cloudfunctions2_function.this.service_config[0].uri
}

output "member" {
  description = "Its identity, as IAM names it."
  value       = google_service_account.this.member
}

output "access" {
  description = "Its service account, ingress and callers, and the secrets it may read."
  value = {
    identity = google_service_account.this.account_id
    ingress  = google_cloudfunctions2_function.this.service_config[0].ingress_settings
    callers  = toset([for c in google_cloud_run_v2_service_iam_member.caller : c.member])
    secrets  = toset([for s in google_secret_manager_secret_iam_member.reader : s.secret_id])
  }
}
