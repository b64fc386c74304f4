// Package cache keeps authenticated users in Redis.
//
// A value expires after TTL, which limits how long a lost write matters. Put
// compares versions, so that a slow reader can never overwrite a newer value with an
// older one.
package cache

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/redis/go-redis/v9"

	"social.example/shared/social"
)

// TTL is how long a cached value may be used.
const TTL = 60 * time.Second

// Users is the cache of users. Its zero value caches nothing.
type Users struct{ Redis redis.UniversalClient }

// put stores "version:json" unless the cache has a newer version. The version comes
// first so that the comparison needs no JSON. A value without an expiry is always
// replaced: it was not written by put and would never expire. If a channel is given,
// put also publishes the user's id there.
var put = redis.NewScript(`
if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
local old = redis.call('GET', KEYS[1])
local version = old and string.match(old, '^(%d+):')
if version and tonumber(version) > tonumber(ARGV[1]) and redis.call('TTL', KEYS[1]) >= 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. ':' .. ARGV[2], 'EX', ARGV[3])
return 1`)

// Key returns the key of a user. The prefix names the format of the value: a new
// format gets a new prefix, so that old and new instances can run together.
func Key(id int64) string { return "user2:" + strconv.FormatInt(id, 10) }

// Changes is the Redis channel for changed users. A message is a user id.
const Changes = "users1"

// Put stores the user unless the cache has a newer version.
func (u Users) Put(ctx context.Context, actor social.Actor) error { return u.put(ctx, actor, "") }

// Replace stores a user whose rights have changed, as Put does, and publishes the
// user's id to Changes in the same round trip.
func (u Users) Replace(ctx context.Context, actor social.Actor) error {
	return u.put(ctx, actor, Changes)
}

func (u Users) put(ctx context.Context, actor social.Actor, channel string) error {
	if u.Redis == nil {
		return nil
	}
	value, err := json.Marshal(actor)
	if err != nil {
		return fmt.Errorf("encode user %d for the cache: %w", actor.ID, err)
	}
	err = put.Run(ctx, u.Redis, []string{Key(actor.ID)}, actor.Version, value, int(TTL.Seconds()), channel, actor.ID).Err()
	if err != nil {
		return fmt.Errorf("cache user %d: %w", actor.ID, err)
	}
	return nil
}

// Read is the pending read of one user in a pipeline. The zero value finds nothing.
type Read struct {
	id    int64
	reply *redis.StringCmd
}

// Queue adds the read of a user to a pipeline.
func Queue(ctx context.Context, pipe redis.Pipeliner, id int64) Read {
	return Read{id, pipe.Get(ctx, Key(id))}
}

// Actor returns the user if the pipeline has run and the cache has a valid value.
// answered is false if Redis did not respond.
func (r Read) Actor() (actor social.Actor, found, answered bool) {
	if r.reply == nil {
		return actor, false, false
	}
	if actor, found = Parse(r.id, r.reply.Val()); found {
		return actor, true, true
	}
	return social.Actor{}, false, r.reply.Err() == nil || errors.Is(r.reply.Err(), redis.Nil)
}

// Parse decodes a cached value. Anything that is not a value of the user id is a
// miss, because Redis may hold arbitrary data.
func Parse(id int64, value string) (social.Actor, bool) {
	var actor social.Actor
	_, body, ok := strings.Cut(value, ":")
	err := json.Unmarshal([]byte(body), &actor)
	return actor, ok && err == nil && actor.ID == id && actor.Version > 0
}
