output "api_url" {
  description = "Where the API is."
  value       = "https://${var.domain}"
}

output "addresses" {
  description = "What the domain's A and AAAA records must say."
  value       = { for version, a in google_compute_global_address.api : version => a.address }
}

output "functions" {
  description = "The functions, each with its identity, its callers, from where it may be called and the secrets it may read."
  value = {
    for name, f in module.function : name => {
      service_account = f.service_account
      callers         = f.callers
      ingress         = f.ingress
      secrets         = f.secrets
    }
  }
}

output "routes" {
  description = "Which function answers which path."
  value       = { for r in local.routes.routes : r.path => r.function }
}
