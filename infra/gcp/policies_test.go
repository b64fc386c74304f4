package gcp_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestNoPrimitiveRoles(t *testing.T) {
	t.Parallel()
	primitive := regexp.MustCompile(`roles/(owner|editor|viewer)\b`)
	for _, b := range resources(t) {
		if role, ok := b.Body.Attributes["role"]; ok && primitive.MatchString(text(t, b.file, role.Expr)) {
			t.Errorf("%s grants the primitive role %s", strings.Join(b.Labels, "."), text(t, b.file, role.Expr))
		}
	}
}

// A role on the whole project also covers resources that are added later, so each
// is listed here.
func TestProjectRolesAreTheBuildersOnly(t *testing.T) {
	t.Parallel()
	allowed := []string{`"roles/logging.logWriter"`, `"roles/storage.objectViewer"`}
	for _, b := range resources(t) {
		switch kind := b.kind(); {
		case kind == "google_project_iam_member":
			role, member := text(t, b.file, b.Body.Attributes["role"].Expr), text(t, b.file, b.Body.Attributes["member"].Expr)
			if strings.Contains(role, "storage") && !isOfSources(t, b) {
				t.Errorf("%s lets builds read all buckets, also that of Terraform's state", b.Labels[1])
			}
			if !slices.Contains(allowed, role) || member != "google_service_account.builder.member" {
				t.Errorf("%s gives %s on the whole project to %s", b.Labels[1], role, member)
			}
		case strings.HasSuffix(kind, "_iam_binding") || strings.HasSuffix(kind, "_iam_policy"):
			t.Errorf("%s takes away what others have granted: use _iam_member", strings.Join(b.Labels, "."))
		}
	}
}

// isOfSources reports whether the role is for the buckets of the functions' sources
// only. Terraform's state is in a bucket of the same project, and holds secrets.
func isOfSources(t *testing.T, b block) bool {
	t.Helper()
	const sources = `"resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${google_storage_bucket.archives.project_number}-\")"`
	condition := b.inner("condition")
	return condition != nil && text(t, b.file, condition.Attributes["expression"].Expr) == sources
}

func TestEveryFunctionIsBounded(t *testing.T) {
	t.Parallel()
	for _, b := range ofKind(t, "google_cloudfunctions2_function") {
		service := b.inner("service_config")
		for _, bound := range []string{"max_instance_count", "max_instance_request_concurrency", "timeout_seconds"} {
			if service.Attributes[bound] == nil {
				t.Errorf("%s: a function without %s may cost anything", b.file, bound)
			}
		}
	}
}

// Without a limit, Go lets the heap double before it collects garbage, and the
// instance exceeds its memory and is killed.
func TestEveryFunctionLimitsItsHeap(t *testing.T) {
	t.Parallel()
	for _, b := range ofKind(t, "google_cloudfunctions2_function") {
		settings := b.inner("service_config").Attributes["environment_variables"]
		if got := text(t, b.file, settings.Expr); got != `merge(var.settings, { GOMEMLIMIT = local.heap_limit })` {
			t.Errorf("the settings are %s: Go does not know how much memory it has", got)
		}
	}
}

func TestEveryFunctionHasItsOwnIdentity(t *testing.T) {
	t.Parallel()
	found := ofKind(t, "google_cloudfunctions2_function")
	for _, b := range found {
		if b.file != filepath.Join("function", "main.tf") {
			t.Errorf("%s makes a function without the module", b.file)
		}
		identity := b.inner("service_config").Attributes["service_account_email"]
		if identity == nil || text(t, b.file, identity.Expr) != "google_service_account.this.email" {
			t.Errorf("%s: the function runs as another identity than its own", b.file)
		}
		if builder := b.inner("build_config").Attributes["service_account"]; builder == nil {
			t.Errorf("%s: the function is built by the default identity", b.file)
		}
	}
	if len(found) != 1 {
		t.Errorf("found %d resources that make functions, want the module's", len(found))
	}
}

func TestIngressIsClosed(t *testing.T) {
	t.Parallel()
	const closed = `var.public ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY"`
	for _, b := range ofKind(t, "google_cloudfunctions2_function") {
		ingress := b.inner("service_config").Attributes["ingress_settings"]
		if ingress == nil || text(t, b.file, ingress.Expr) != closed {
			t.Errorf("%s: the function's own address is open to the internet", b.file)
		}
	}
}

func TestOnlyCallersLetEveryoneIn(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{".", "function"} {
		for path := range bodies(t, dir) {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			everyone := strings.Contains(string(source), `"allUsers"`) || strings.Contains(string(source), `"allAuthenticatedUsers"`)
			if everyone && path != filepath.Join("function", "callers.tf") {
				t.Errorf("%s lets everyone in", path)
			}
		}
	}
}

func TestSecretsAreBoundOneByOne(t *testing.T) {
	t.Parallel()
	for _, b := range resources(t) {
		role, ok := b.Body.Attributes["role"]
		if ok && strings.Contains(text(t, b.file, role.Expr), "secretmanager") && b.kind() != "google_secret_manager_secret_iam_member" {
			t.Errorf("%s opens more than one secret", strings.Join(b.Labels, "."))
		}
	}
	readers := slices.DeleteFunc(ofKind(t, "google_secret_manager_secret_iam_member"), func(b block) bool {
		return filepath.Dir(b.file) != "function"
	})
	if len(readers) != 1 {
		t.Fatalf("found %d grants of secrets to functions, want 1", len(readers))
	}
	if each := readers[0].Body.Attributes["for_each"]; each == nil || text(t, readers[0].file, each.Expr) != "var.secrets" {
		t.Error("the function may read other secrets than those it is given")
	}
}
