# The path of an activation request contains its token, and so does that of a one-click
# unsubscription. The functions do not log it, but Google's own request logs would, so
# those lines are dropped. The functions' own log lines of these requests stay.
resource "google_logging_project_exclusion" "activation_tokens" {
  name        = "activation-tokens"
  description = "Request logs with a mail's token in the path"

  filter = <<-EOT
    (log_id("requests") OR log_id("run.googleapis.com/requests"))
    (httpRequest.requestUrl:"/v1/users/activate/" OR httpRequest.requestUrl:"/v1/notifications/unsubscribe/")
  EOT

  depends_on = [google_project_service.enabled]
}

# Without this, a flood of requests that the functions refuse would cost more for logs
# than for the requests. The functions' own log lines still record each refusal with its
# path.
resource "google_logging_project_exclusion" "refused_requests" {
  name        = "refused-requests"
  description = "Request logs with status 429"

  filter = <<-EOT
    (log_id("requests") OR log_id("run.googleapis.com/requests"))
    httpRequest.status=429
  EOT

  depends_on = [google_project_service.enabled]
}
