package main

import (
	"context"
	"os"

	"social.example/infra/local/redis"
)

// startRedis uses the Redis at REDIS_URL or starts one. An empty REDIS_URL runs the
// system without Redis.
func (s *system) startRedis(ctx context.Context) error {
	if url, ok := os.LookupEnv("REDIS_URL"); ok {
		s.addresses.RedisURL = url
		return nil
	}
	server, err := redis.Start(ctx, s.console.Speaker("redis").Problem)
	if err != nil {
		return err
	}
	s.OnClose(server.Close)
	s.addresses.RedisURL = server.URL
	s.set("REDIS_URL", server.URL)
	return nil
}
