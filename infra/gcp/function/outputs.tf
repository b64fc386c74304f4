output "name" {
  description = "The function's name, which is its Cloud Run service's too."
  value       = google_cloudfunctions2_function.this.name
}

output "uri" {
  description = "The address of its Cloud Run service."
  value       = google_cloudfunctions2_function.this.service_config[0].uri
}

output "service_account" {
  description = "The e-mail address of its identity."
  value       = google_cloudfunctions2_function.this.service_config[0].service_account_email
}

output "member" {
  description = "Its identity, as IAM names it."
  value       = google_service_account.this.member
}

output "ingress" {
  description = "From where it may be called."
  value       = google_cloudfunctions2_function.this.service_config[0].ingress_settings
}

output "callers" {
  description = "Who may call it."
  value       = toset([for c in google_cloud_run_v2_service_iam_member.caller : c.member])
}

output "secrets" {
  description = "The secrets that its identity may read."
  value       = toset([for s in google_secret_manager_secret_iam_member.reader : s.secret_id])
}
