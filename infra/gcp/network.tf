# A private network: the database and the cache have no public address.
resource "google_compute_network" "main" {
  name                    = "social"
  auto_create_subnetworks = false

  depends_on = [google_project_service.enabled]
}

locals {
  # An instance uses one address, and a second one for a while after it has ended:
  # https://cloud.google.com/run/docs/configuring/vpc-direct-vpc
  instances_cidr = "10.10.0.0/22"
  addresses      = pow(2, 32 - tonumber(split("/", local.instances_cidr)[1]))
}

# The addresses of the functions' instances.
resource "google_compute_subnetwork" "instances" {
  name                     = "instances"
  region                   = var.region
  network                  = google_compute_network.main.id
  ip_cidr_range            = local.instances_cidr
  private_ip_google_access = true

  lifecycle {
    precondition {
      condition     = 2 * sum([for s in local.scale : s.max_instances]) <= local.addresses
      error_message = "The subnetwork has ${local.addresses} addresses, too few for twice the maximum number of instances."
    }
  }
}

# The addresses of the database and the cache, in Google's peered network.
resource "google_compute_global_address" "services" {
  name          = "google-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = "10.20.0.0"
  prefix_length = 20
  network       = google_compute_network.main.id
}

resource "google_service_networking_connection" "services" {
  network                 = google_compute_network.main.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.services.name]

  # Google keeps the peering for days after its last use and refuses to delete it until
  # then. Destroying the network deletes it, too.
  deletion_policy = "ABANDON"
}
