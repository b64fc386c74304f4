output "api_url" {
  description = "Where the API is."
  value       = "https://${var.domain}"
}

output "addresses" {
  description = "What the domain's A and AAAA records must say."
  value       = { for version, a in google_compute_global_address.api : version => a.address }
}

output "functions" {
  description = "The functions: the service account, ingress and callers of each, and the secrets it may read."
  value       = { for name, f in module.function : name => f.access }
}

output "routes" {
  description = "Which function answers which path."
  value       = { for r in local.routes.routes : r.path => r.function }
}
