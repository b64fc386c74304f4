# Values that the real provider knows before the resources exist.
mock_resource "google_service_account" {
  override_during = plan
  defaults = {
    id     = "projects/my-project/serviceAccounts/mocked@my-project.iam.gserviceaccount.com"
    email  = "mocked@my-project.iam.gserviceaccount.com"
    member = "serviceAccount:mocked@my-project.iam.gserviceaccount.com"
  }
}

override_resource {
  target          = google_service_account.push
  override_during = plan
  values = {
    id     = "projects/my-project/serviceAccounts/email-push@my-project.iam.gserviceaccount.com"
    email  = "email-push@my-project.iam.gserviceaccount.com"
    member = "serviceAccount:email-push@my-project.iam.gserviceaccount.com"
  }
}
