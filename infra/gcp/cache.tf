# Memorystore for Redis holds the rate limits' counters, the user cache and the channels
# of live posts. None of this data must survive, so there is no persistence, and the API
# serves without Redis.
resource "google_redis_instance" "main" {
  # Another tier is another instance, which is created before the old one is deleted. So
  # the two need different names.
  name                = var.cache.highly_available ? "social" : "social-basic"
  region              = var.region
  tier                = var.cache.highly_available ? "STANDARD_HA" : "BASIC"
  redis_version       = "REDIS_7_2"
  deletion_protection = false

  memory_size_gb = var.cache.memory_gb
  redis_configs = {
    maxmemory-policy = "allkeys-lru" # a full cache evicts keys instead of refusing writes
  }

  authorized_network      = google_compute_network.main.id
  connect_mode            = "PRIVATE_SERVICE_ACCESS"
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"

  depends_on = [google_service_networking_connection.services]
}
