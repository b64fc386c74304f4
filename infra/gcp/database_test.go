package gcp_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"social.example/migrations"
)

// Cloud SQL makes a user without database_roles a cloudsqlsuperuser.
func TestOnlyTheOwnerOfTheDatabaseMayDoEverything(t *testing.T) {
	t.Parallel()
	found := 0
	for _, b := range ofKind(t, "google_sql_user") {
		if b.Labels[1] == "social" {
			continue
		}
		found++
		roles := b.Body.Attributes["database_roles"]
		if roles == nil || text(t, b.file, roles.Expr) != "[local.functions_role]" {
			t.Errorf("the user %s has other roles than that of the functions", b.Labels[1])
		}
	}
	if found != 1 {
		t.Errorf("found %d users besides the owner, want the functions'", found)
	}
	role := newEvaluator(t, nil).local("functions_role").AsString()
	privileges, err := migrations.Files.ReadFile("privileges.sql")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(privileges), "CREATE ROLE "+role+" ") {
		t.Errorf("the migrations do not create the role %s", role)
	}
}

// Terraform refuses a cycle only when it plans, which these tests can't.
func TestTheConfigurationHasNoCycle(t *testing.T) {
	t.Parallel()
	needs := map[string][]string{}
	for _, b := range blocks(t, ".", "locals") {
		for name, attribute := range b.Body.Attributes {
			needs["local."+name] = references(attribute.Expr)
		}
	}
	for _, b := range append(blocks(t, ".", "resource"), blocks(t, ".", "module")...) {
		name := strings.Join(b.Labels, ".")
		if b.Type == "module" {
			name = "module." + name
		}
		needs[name] = references(b.Body)
	}
	done := map[string]bool{}
	var visit func(path []string)
	visit = func(path []string) {
		name := path[len(path)-1]
		if slices.Contains(path[:len(path)-1], name) {
			t.Fatalf("a cycle: %s", strings.Join(path, " needs "))
		}
		if done[name] {
			return
		}
		for _, next := range needs[name] {
			visit(append(slices.Clone(path), next))
		}
		done[name] = true
	}
	for name := range needs {
		visit([]string{name})
	}
	if !reaches(needs, "module.function", "terraform_data.migrations") || !reaches(needs, "google_sql_user.functions", "terraform_data.migrations") {
		t.Error("the functions or their user do not wait for the migrations")
	}
}

// references returns the locals, resources and modules that are named in the node.
func references(node hclsyntax.Node) []string {
	var names []string
	_ = hclsyntax.VisitAll(node, func(node hclsyntax.Node) hcl.Diagnostics {
		if expression, ok := node.(*hclsyntax.ScopeTraversalExpr); ok && len(expression.Traversal) > 1 {
			if attribute, ok := expression.Traversal[1].(hcl.TraverseAttr); ok {
				names = append(names, expression.Traversal.RootName()+"."+attribute.Name)
			}
		}
		return nil
	})
	return names
}

// reaches reports whether one needs the other, directly or not.
func reaches(needs map[string][]string, from, to string) bool {
	return from == to || slices.ContainsFunc(needs[from], func(next string) bool { return reaches(needs, next, to) })
}

func TestTheAuthorityOfTheDatabaseIsVerified(t *testing.T) {
	t.Parallel()
	const authorities = "local.database_ca"
	values := newEvaluator(t, nil)
	if !strings.Contains(values.source("settings"), "= "+authorities) {
		t.Error("the functions don't know the authority of the database")
	}
	for _, instance := range []string{"main", "replica"} {
		if !strings.Contains(values.source("database_ca"), "google_sql_database_instance."+instance+" : nonsensitive(i.server_ca_cert") {
			t.Errorf("the authority of the instance %s is not trusted", instance)
		}
	}
	for _, b := range ofKind(t, "google_cloud_run_v2_job") {
		variables := map[string]string{}
		for _, env := range b.inner("template", "template", "containers").Blocks {
			if value := env.Body.Attributes["value"]; env.Type == "env" && value != nil {
				variables[text(t, b.file, env.Body.Attributes["name"].Expr)] = text(t, b.file, value.Expr)
			}
		}
		if variables[`"DATABASE_CA"`] != authorities {
			t.Errorf("the migrations' job has %v, want DATABASE_CA", variables)
		}
	}
}
