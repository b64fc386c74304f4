output "api_url" {
  description = "The API's address."
  value       = "https://${var.domain}"
}

output "addresses" {
  description = "The values of the domain's A and AAAA records."
  value       = { for version, a in google_compute_global_address.api : version => a.address }
}

output "deletion_protection" {
  description = "Whether the database is protected, as text."
  value       = tostring(var.deletion_protection)
}

output "functions" {
  description = "The functions: the service account, ingress and callers of each, and the secrets it may read."
  value       = { for name, f in module.function : name => f.access }
}

output "routes" {
  description = "The function that serves each path."
  value       = { for r in local.routes.routes : r.path => r.function }
}
