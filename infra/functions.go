// Package infra is the registry of the functions. Local emulation and tests of the
// whole system read it.
package infra

import (
	"reflect"

	"social.example/functions/account"
	"social.example/functions/authentication"
	"social.example/functions/docs"
	"social.example/functions/email"
	"social.example/functions/feed"
	"social.example/functions/health"
	"social.example/functions/moderation"
	"social.example/functions/notifications"
	"social.example/functions/posts"
	"social.example/functions/stream"
	"social.example/functions/users"
	"social.example/shared/boot"
	"social.example/shared/settings"
)

// Functions lists the functions, sorted by name.
var Functions = []Function{
	function("account", account.New),
	function("authentication", authentication.New),
	function("docs", docs.New),
	function("email", email.New),
	function("feed", feed.New),
	function("health", health.New),
	function("moderation", moderation.New),
	function("notifications", notifications.New),
	function("posts", posts.New),
	function("stream", stream.New),
	function("users", users.New),
}

// Function is a deployable function. Its source is in functions/<name>, its paths are
// in infra/routes.json, and its size is in infra/gcp/scale.tf.
type Function struct {
	Name     string
	Settings []string // the variables that it reads
	// New builds the function without reading its settings. A part of its
	// configuration, such as its postgres.Config, is the value of that type in parts,
	// or the zero value.
	New func(parts ...any) (boot.Service, error)
}

func function[C any](name string, build func(C) (boot.Service, error)) Function {
	var zero C
	return Function{Name: name, Settings: settings.Names(zero), New: func(parts ...any) (boot.Service, error) {
		var config C
		for _, part := range settings.Parts(&config) {
			for _, value := range parts {
				if target := reflect.ValueOf(part).Elem(); target.Type() == reflect.TypeOf(value) {
					target.Set(reflect.ValueOf(value))
				}
			}
		}
		return build(config)
	}}
}
