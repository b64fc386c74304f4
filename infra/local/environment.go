package main

import (
	"os"

	"social.example/infra"
)

// variables maps the names of settings to values.
type variables map[string]string

// fixed are the local values that do not depend on the running services.
var fixed = variables{
	"API_URL":              "http://localhost:8080",
	"CLIENT_IP_POSITION":   "2", // behind the edge, as behind the load balancer
	"CORS_ORIGINS":         "http://localhost:5173,http://127.0.0.1:5173",
	"DATABASE_MAX_CONNS":   "10", // per process; the server allows 200
	"DATABASE_QUERY_MODE":  "exec",
	"EMAIL_TOPIC":          "email",
	"FRONTEND_URL":         "http://localhost:5173",
	"GOOGLE_CLOUD_PROJECT": "local",
	"JWT_AUDIENCE":         "social",
	"JWT_ISSUER":           "social.local",
	"MAIL_FROM":            "no-reply@example.com",
	"MAIL_FROM_NAME":       "Social",
	"MAIL_HOURLY_LIMIT":    "0",
	"SENDGRID_API_KEY":     "local",
}

// get returns the value of a setting. Our own environment, even an empty value in
// it, overrides the local value.
func (v variables) get(name string) (string, bool) {
	if value, ok := os.LookupEnv(name); ok {
		return value, true
	}
	value, ok := v[name]
	return value, ok
}

// environment returns only the settings that the function reads.
func (v variables) environment(f infra.Function) []string {
	var env []string
	for _, name := range f.Settings {
		if value, ok := v.get(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
