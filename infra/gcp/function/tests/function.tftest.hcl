mock_provider "google" {
  mock_resource "google_service_account" {
    override_during = plan
    defaults = {
      email   = "fn-posts@my-project.iam.gserviceaccount.com"
      member  = "serviceAccount:fn-posts@my-project.iam.gserviceaccount.com"
      project = "my-project"
    }
  }
}

variables {
  name        = "posts"
  description = "Posts"
  region      = "europe-west1"
  archive     = "./tests/function.tftest.hcl"
  public      = true
  settings    = { DATABASE_MAX_CONNS = "8" }
  secrets     = { DATABASE_URL = { secret = "database-url", version = "3" } }
  scale       = { cpu = "1", memory = "256Mi", concurrency = 80, min_instances = 0, max_instances = 2 }
  build       = { bucket = "archives", service_account = "builder", repository = "images" }
  network     = { network = "social", subnetwork = "instances" }
}

run "function" {
  command = plan

  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].service_account_email == google_service_account.this.email
    error_message = "The function runs as itself."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.build_config[0].entry_point == "posts" && google_cloudfunctions2_function.this.build_config[0].runtime == "go126"
    error_message = "The function is built from its own archive, by the Go that it is tested with."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].max_instance_request_concurrency == 80
    error_message = "An instance serves more than Google's default of one request at a time."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].environment_variables["GOMEMLIMIT"] == "204MiB"
    error_message = "Go collects its garbage before the instance's memory is full."
  }
  assert {
    condition     = [for s in google_cloudfunctions2_function.this.service_config[0].secret_environment_variables : "${s.key}=${s.project_id}/${s.secret}/${s.version}"] == ["DATABASE_URL=my-project/database-url/3"]
    error_message = "Secrets are read by version."
  }
  assert {
    condition     = google_storage_bucket_object.archive.name == "posts/${filesha256(var.archive)}.zip"
    error_message = "The archive is named after its content."
  }
}

run "public" {
  command = plan

  assert {
    condition     = output.access.ingress == "ALLOW_INTERNAL_AND_GCLB" && output.access.callers == toset(["allUsers"])
    error_message = "A public function is called by everyone, through the load balancer."
  }
}

run "internal" {
  command = plan

  variables {
    public  = false
    callers = { push = "serviceAccount:push@my-project.iam.gserviceaccount.com" }
  }

  assert {
    condition     = output.access.ingress == "ALLOW_INTERNAL_ONLY" && output.access.callers == toset(["serviceAccount:push@my-project.iam.gserviceaccount.com"])
    error_message = "An internal function may be called by the named callers only, from inside the project."
  }
}

run "unpinned_secret" {
  command = plan

  variables {
    secrets = { DATABASE_URL = { secret = "database-url", version = "latest" } }
  }

  expect_failures = [var.secrets]
}

run "more_warm_than_allowed" {
  command = plan

  variables {
    scale = { cpu = "1", memory = "256Mi", concurrency = 80, min_instances = 3, max_instances = 2 }
  }

  expect_failures = [var.scale]
}
