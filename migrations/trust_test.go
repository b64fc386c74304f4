package migrations_test

import (
	"strings"
	"testing"

	"social.example/migrations"
)

func TestMigrationsVerifyTheAuthority(t *testing.T) {
	t.Parallel()
	for address, authorities := range map[string]string{
		"postgres://social:s3cret@db/social?sslmode=disable": "not reached",
		"postgres://social:s3cret@db/social?sslmode=require": "no certificate",
	} {
		if _, err := migrations.Open(address, authorities); err == nil || !strings.Contains(err.Error(), "DATABASE_CA") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: got %v, want an error that names DATABASE_CA and no password", address, err)
		}
	}
}
