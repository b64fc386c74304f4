// Package docs is the function that serves the API's OpenAPI document and
// Swagger UI.
package docs

import (
	"time"

	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/gcplog"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
)

// Config holds the settings of the function.
type Config struct {
	Log     gcplog.Config
	Redis   redis.Config
	Limits  ratelimit.Config
	Origins auth.Origins
}

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) {
	client, err := redis.Open(c.Redis)
	if err != nil {
		return boot.Service{}, err
	}
	gate := &auth.Gate{Limits: c.Limits, Limiter: ratelimit.New(client, redis.Timeout, time.Now)}
	return boot.Serve(c.Log, c.Origins, gate, routes, redis.Closer(client)), nil
}
