# A function is called through the Cloud Run service of the same name. A public function
# needs allUsers, because the load balancer has no identity of its own.
resource "google_cloud_run_v2_service_iam_member" "caller" {
  for_each = merge(var.callers, var.public ? { everyone = "allUsers" } : {})

  location = google_cloudfunctions2_function.this.location
  name     = google_cloudfunctions2_function.this.name
  role     = "roles/run.invoker"
  member   = each.value
}
