package gcp_test

import (
	"os"
	"strings"
	"testing"
)

// Terraform deletes no protected resource, and the provider may protect by default, so
// `make destroy` could fail without the attribute.
func TestProtectableResourcesSayWhetherTheyAreProtected(t *testing.T) {
	t.Parallel()
	for _, protectable := range []string{"google_sql_database_instance", "google_redis_instance", "google_cloud_run_v2_job"} {
		for _, b := range ofKind(t, protectable) {
			if b.Body.Attributes["deletion_protection"] == nil {
				t.Errorf("%s does not say whether it is protected", strings.Join(b.Labels, "."))
			}
		}
	}
}

// Terraform deletes the database last. It would refuse only after it has deleted the
// functions, the keys and the load balancer.
func TestAProtectedSystemIsNotDestroyedInPart(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("destroy.sh")
	if err != nil {
		t.Fatal(err)
	}
	look := strings.Index(string(script), `if [[ $(terraform output -raw deletion_protection) != false ]]`)
	if destroy := strings.Index(string(script), "terraform destroy"); look < 0 || destroy < look {
		t.Error("destroy.sh does not check whether the database is protected before it destroys")
	}
	for _, b := range ofKind(t, "google_sql_database") {
		if text(t, b.file, b.Body.Attributes["deletion_policy"].Expr) != `"ABANDON"` {
			t.Error("the database of a protected instance would be dropped")
		}
	}
}

// Google refuses to delete a backend that the URL map still names.
func TestTheURLMapIsUpdatedBeforeABackendIsDeleted(t *testing.T) {
	t.Parallel()
	for _, b := range ofKind(t, "google_compute_backend_service") {
		life := b.inner("lifecycle")
		if life == nil || text(t, b.file, life.Attributes["create_before_destroy"].Expr) != "true" {
			t.Errorf("%s is deleted before the URL map forgets it", strings.Join(b.Labels, "."))
		}
	}
}
