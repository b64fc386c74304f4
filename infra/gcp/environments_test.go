package gcp_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// deployed are the variables that deploy.sh sets.
var deployed = []string{"project", "release"}

func environments(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("environments/*.tfvars")
	if err != nil || len(files) < 2 {
		t.Fatalf("found the environments %v: %v", files, err)
	}
	return append(files, "terraform.tfvars.example")
}

func values(t *testing.T, path string) map[string]cty.Value {
	t.Helper()
	attributes, problems := parse(t, path).JustAttributes()
	failOn(t, problems)
	found := map[string]cty.Value{}
	for name, attribute := range attributes {
		value, problems := attribute.Expr.Value(&hcl.EvalContext{})
		failOn(t, problems)
		found[name] = value
	}
	return found
}

func TestEnvironmentsSetTheRequiredVariablesAndNoUnknownOnes(t *testing.T) {
	t.Parallel()
	for _, path := range environments(t) {
		set := values(t, path)
		var declared []string
		for _, v := range blocks(t, ".", "variable") {
			declared = append(declared, v.kind())
			_, optional := v.Body.Attributes["default"]
			if _, ok := set[v.kind()]; !ok && !optional && !slices.Contains(deployed, v.kind()) {
				t.Errorf("%s does not set %s", path, v.kind())
			}
		}
		for name := range set {
			if !slices.Contains(declared, name) {
				t.Errorf("%s sets %s, which is no variable", path, name)
			}
		}
	}
}

// The mail about a moderator's decision names the contact, to which its author objects.
func TestEnvironmentsNameAContactWhoseMailIsRead(t *testing.T) {
	t.Parallel()
	for _, path := range environments(t) {
		mail := values(t, path)["mail"].AsValueMap()
		if contact, ok := mail["contact"]; !ok || contact.RawEquals(mail["from"]) {
			t.Errorf("%s: mail.contact is missing, or is the sender", path)
		}
	}
}

func TestEnvironmentsLeaveTheDatabaseConnections(t *testing.T) {
	t.Parallel()
	for _, path := range environments(t) {
		set := values(t, path)
		total, limit := 0.0, number(t, set["database_max_connections"])
		scale := newEvaluator(t, set).local("scale")
		for it := scale.ElementIterator(); it.Next(); {
			_, s := it.Element()
			total += number(t, s.GetAttr("max_instances")) * number(t, s.GetAttr("database_connections"))
		}
		if total == 0 || total > 0.8*limit {
			t.Errorf("%s: the functions open up to %v of %v connections, more than 80 %%", path, total, limit)
		}
	}
}

func number(t *testing.T, value cty.Value) float64 {
	t.Helper()
	value, err := convert.Convert(value, cty.Number)
	if err != nil || !value.IsKnown() {
		t.Fatalf("%#v is no number: %v", value, err)
	}
	f, _ := value.AsBigFloat().Float64()
	return f
}
