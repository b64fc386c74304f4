package main

import (
	"context"
	"os"

	"social.example/infra/local/redis"
)

// startRedis takes the Redis of REDIS_URL or starts one. REDIS_URL set to
// nothing means that the system shall do without.
func (s *system) startRedis(ctx context.Context) error {
	if url, ok := os.LookupEnv("REDIS_URL"); ok {
		s.addresses.RedisURL = url
		return nil
	}
	server, err := redis.Start(ctx, s.problem("redis"))
	if err != nil {
		return err
	}
	s.onClose(server.Close)
	s.addresses.RedisURL = server.URL
	s.set("REDIS_URL", server.URL)
	return nil
}
