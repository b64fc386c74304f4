package gcp_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// want is the required value of a resource's attribute at a path.
type want struct{ kind, path, value string }

func TestDataIsEncryptedOnItsWayAndNotPublic(t *testing.T) {
	t.Parallel()
	for _, w := range []want{
		{"google_redis_instance", "transit_encryption_mode", `"SERVER_AUTHENTICATION"`},
		{"google_redis_instance", "auth_enabled", "true"},
		{"google_sql_database_instance", "settings.ip_configuration.ssl_mode", `"ENCRYPTED_ONLY"`},
		{"google_sql_database_instance", "settings.ip_configuration.server_ca_mode", `"GOOGLE_MANAGED_INTERNAL_CA"`},
		{"google_sql_database_instance", "settings.ip_configuration.ipv4_enabled", "false"},
		{"google_sql_database_instance", "settings.backup_configuration.point_in_time_recovery_enabled", "true"},
		{"google_storage_bucket", "public_access_prevention", `"enforced"`},
		{"google_storage_bucket", "uniform_bucket_level_access", "true"},
		{"google_compute_global_forwarding_rule", "port_range", `"443"`},
		{"google_compute_backend_service", "security_policy", "google_compute_security_policy.edge.id"},
	} {
		for _, b := range ofKind(t, w.kind) {
			isCopy := b.Body.Attributes["master_instance_name"] != nil // a replica of a database, which has the backups
			if isCopy && strings.Contains(w.path, "backup") {
				continue
			}
			path := strings.Split(w.path, ".")
			last := len(path) - 1
			body := b.inner(path[:last]...)
			if body == nil || body.Attributes[path[last]] == nil || text(t, b.file, body.Attributes[path[last]].Expr) != w.value {
				t.Errorf("%s: %s is not %s", strings.Join(b.Labels, "."), w.path, w.value)
			}
		}
	}
}

// Google's own logs must not contain activation tokens, and refused floods must not
// fill them.
func TestRequestLogsLeaveOutTokensAndFloods(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"activation_tokens": `(httpRequest.requestUrl:"/v1/users/activate/" OR httpRequest.requestUrl:"/v1/notifications/unsubscribe/")`,
		"refused_requests":  `httpRequest.status=429`,
	}
	for _, b := range ofKind(t, "google_logging_project_exclusion") {
		filter := text(t, b.file, b.Body.Attributes["filter"].Expr)
		for _, part := range []string{`log_id("requests")`, `log_id("run.googleapis.com/requests")`, want[b.Labels[1]]} {
			if !strings.Contains(filter, part) {
				t.Errorf("the exclusion %s does not say %s", b.Labels[1], part)
			}
		}
		delete(want, b.Labels[1])
	}
	for name := range want {
		t.Errorf("there is no exclusion %s", name)
	}
}

func TestStateIsInABucketAndSecretsArePinned(t *testing.T) {
	t.Parallel()
	backends := 0
	for _, b := range blocks(t, ".", "terraform") {
		for _, nested := range b.Body.Blocks {
			if nested.Type == "backend" && slices.Equal(nested.Labels, []string{"gcs"}) {
				backends++
			}
		}
	}
	if backends != 1 {
		t.Errorf("found %d backends in a bucket, want 1", backends)
	}
	for _, b := range resources(t) {
		_ = hclsyntax.VisitAll(b.Body, func(node hclsyntax.Node) hcl.Diagnostics {
			if literal, ok := node.(*hclsyntax.LiteralValueExpr); ok && literal.Val.RawEquals(cty.StringVal("latest")) {
				t.Errorf("%s uses the version latest, which changes under a running revision", strings.Join(b.Labels, "."))
			}
			return nil
		})
	}
}
