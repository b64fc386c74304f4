package cache

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// PinTime is how long a user reads from the primary after a write.
const PinTime = 5 * time.Second

// PinSlack is how long after its pin a write may commit. A later write is pinned again.
const PinSlack = time.Second

// ReplicaAge is the maximum age of a replica's data. When a pin ends, its user's last
// write is at least PinTime - PinSlack old. A second of that is left for clocks that
// run at different speeds.
const ReplicaAge = PinTime - PinSlack - time.Second

// Pins notes in Redis which users must read from the primary and not from a replica,
// because they wrote something or what they may see has changed. Its zero value notes
// nothing.
type Pins struct{ Redis redis.UniversalClient }

// Pin pins the users for PinTime.
func (p Pins) Pin(ctx context.Context, users ...int64) error {
	if p.Redis == nil || len(users) == 0 {
		return nil
	}
	pipe := p.Redis.Pipeline()
	for _, user := range users {
		QueuePin(ctx, pipe, user)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return fmt.Errorf("pin %d users: %w", len(users), err)
	}
	return nil
}

func pinKey(user int64) string { return "pin1:" + strconv.FormatInt(user, 10) }

// Pinned is the pending write of a user's pin in a pipeline.
type Pinned struct{ reply *redis.StatusCmd }

// QueuePin adds the write of a user's pin to a pipeline.
func QueuePin(ctx context.Context, pipe redis.Pipeliner, user int64) Pinned {
	return Pinned{pipe.Set(ctx, pinKey(user), "", PinTime)}
}

// Done reports whether Redis has noted the pin.
func (p Pinned) Done() bool { return p.reply != nil && p.reply.Val() == "OK" }

// PinRead is the pending read of a user's pin in a pipeline. The zero value has no
// answer.
type PinRead struct{ reply *redis.StringCmd }

// QueuePinRead adds the read of a user's pin to a pipeline.
func QueuePinRead(ctx context.Context, pipe redis.Pipeliner, user int64) PinRead {
	return PinRead{pipe.Get(ctx, pinKey(user))}
}

// Free reports whether the user is not pinned. answered is false if Redis did not respond.
func (r PinRead) Free() (free, answered bool) {
	if r.reply == nil {
		return false, false
	}
	free = errors.Is(r.reply.Err(), redis.Nil)
	return free, free || r.reply.Err() == nil
}
