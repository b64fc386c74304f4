# The path of an activation holds its token. The functions leave it out of what
# they log; the request logs that Google writes by itself would keep it, so
# these lines are dropped. Those of the functions about the same requests stay.
resource "google_logging_project_exclusion" "activation_tokens" {
  name        = "activation-tokens"
  description = "Request logs whose path holds an activation token"

  filter = <<-EOT
    (log_id("requests") OR log_id("run.googleapis.com/requests"))
    httpRequest.requestUrl:"/v1/users/activate/"
  EOT

  depends_on = [google_project_service.enabled]
}

# A flood that the functions refuse would otherwise cost more in logs than in
# requests. The functions' own log lines still count each refusal with its path.
resource "google_logging_project_exclusion" "refused_requests" {
  name        = "refused-requests"
  description = "Request logs of answers with status 429"

  filter = <<-EOT
    (log_id("requests") OR log_id("run.googleapis.com/requests"))
    httpRequest.status=429
  EOT

  depends_on = [google_project_service.enabled]
}
