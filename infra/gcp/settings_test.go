package gcp_test

import (
	"slices"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"social.example/infra"
)

// developmentOnly are the settings that a deployed function must not have.
var developmentOnly = []string{"PUBSUB_EMULATOR_HOST"}

func TestEveryFunctionHasTheSettingsThatItReads(t *testing.T) {
	t.Parallel()
	for _, deployment := range []struct {
		database   string
		hasReplica bool
	}{{"cloud_sql", false}, {"cloud_sql", true}, {"external", false}, {"external", true}} {
		database := deployment.database
		e := newEvaluator(t, map[string]cty.Value{
			"database": cty.StringVal(database), "database_replica": cty.BoolVal(deployment.hasReplica),
		})
		environment, secrets := e.local("environment"), e.local("secret_environment")
		if deployed := names(e.local("functions")); len(deployed) != len(infra.Functions) {
			t.Errorf("%v are deployed, want %d functions", deployed, len(infra.Functions))
		}
		for _, f := range infra.Functions {
			name := f.Name
			plain, secret := names(environment.GetAttr(name)), names(secrets.GetAttr(name))
			reads := slices.DeleteFunc(slices.Clone(f.Settings), func(s string) bool {
				return slices.Contains(developmentOnly, s) || s == "DATABASE_REPLICA_URL" && !deployment.hasReplica
			})
			for _, setting := range reads {
				if !slices.Contains(plain, setting) && !slices.Contains(secret, setting) {
					t.Errorf("%s: %s reads %s, which is not set for it", database, name, setting)
				}
			}
			for _, setting := range slices.Concat(plain, secret) {
				if !slices.Contains(reads, setting) {
					t.Errorf("%s: %s is set for %s, which does not read it", database, setting, name)
				}
			}
		}
	}
}

func TestSecretsAreNoPlainSettings(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t, map[string]cty.Value{"database": cty.StringVal("cloud_sql")})
	for _, f := range infra.Functions {
		for _, setting := range names(e.local("environment").GetAttr(f.Name)) {
			if slices.Contains(names(e.local("secret_ids")), setting) {
				t.Errorf("%s is a secret, but is in the plain environment of %s", setting, f.Name)
			}
		}
	}
}

func TestFunctionsCountFromTheLoadBalancer(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t, map[string]cty.Value{"database": cty.StringVal("cloud_sql")})
	position := e.local("settings").GetAttr("limits").GetAttr("CLIENT_IP_POSITION")
	if position.AsString() != "2" {
		t.Errorf("CLIENT_IP_POSITION is %s, want 2: the load balancer appends the client's address and its own", position.AsString())
	}
}
