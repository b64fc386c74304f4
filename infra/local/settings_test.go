package main

import (
	"slices"
	"strings"
	"testing"
)

func TestAFunctionGetsWhatItNeedsAndNothingElse(t *testing.T) {
	t.Setenv("SENDGRID_API_KEY", "set")
	t.Setenv("UNRELATED", "secret")
	s := settings{"DATABASE_URL": "postgres://", "SENDGRID_API_KEY": "local"}
	users, email := s.environment("users"), s.environment("email")
	if !slices.Contains(users, "DATABASE_URL=postgres://") || strings.Contains(strings.Join(users, " "), "SENDGRID") {
		t.Errorf("users gets %v", users)
	}
	if !slices.Contains(email, "SENDGRID_API_KEY=set") {
		t.Errorf("email gets %v, want our environment's value", email)
	}
	if strings.Contains(strings.Join(append(users, email...), " "), "UNRELATED") {
		t.Error("a function gets what it did not ask for")
	}
}

func TestASettingThatIsSetToNothingWins(t *testing.T) {
	t.Setenv("CORS_ORIGINS", "")
	if value, ok := fixed.get("CORS_ORIGINS"); value != "" || !ok {
		t.Errorf("got %q", value)
	}
}
