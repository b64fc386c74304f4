package cache_test

import (
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/test/testredis"
)

// free reports whether the user is not pinned.
func free(t *testing.T, client goredis.UniversalClient, user int64) (free, answered bool) {
	t.Helper()
	pipe := client.Pipeline()
	read := cache.QueuePinRead(t.Context(), pipe, user)
	_, _ = pipe.Exec(t.Context()) // the read has its own error
	return read.Free()
}

func TestPinsAreKnownToEveryInstance(t *testing.T) {
	t.Parallel()
	client := testredis.New(t)
	pins := cache.Pins{Redis: client}
	if err := pins.Pin(t.Context(), 1, 2); err != nil {
		t.Fatal(err)
	}
	if err := pins.Pin(t.Context()); err != nil {
		t.Errorf("without users: %v", err)
	}
	for user, want := range map[int64]bool{1: false, 2: false, 3: true} {
		if got, answered := free(t, client, user); got != want || !answered {
			t.Errorf("user %d: free is %t, answered %t, want free %t and an answer", user, got, answered, want)
		}
	}
	keys, err := client.Keys(t.Context(), "*").Result()
	if err != nil || len(keys) != 2 {
		t.Fatalf("got the keys %v, %v, want two", keys, err)
	}
	for _, key := range keys {
		if left := client.PTTL(t.Context(), key).Val(); left <= 0 || left > cache.PinTime {
			t.Errorf("%s lasts %v, want at most %v", key, left, cache.PinTime)
		}
	}
}

func TestPinIsUnknownWithoutRedis(t *testing.T) {
	t.Parallel()
	client := testredis.New(t)
	pipe := client.Pipeline()
	unsent, unsentPin := cache.QueuePinRead(t.Context(), pipe, 1), cache.QueuePin(t.Context(), pipe, 1)
	for name, read := range map[string]cache.PinRead{"none": {}, "unsent": unsent} {
		if free, _ := read.Free(); free {
			t.Errorf("%s: the user is free", name)
		}
	}
	if unsentPin.Done() || (cache.Pinned{}).Done() {
		t.Error("a pin is done that was not sent")
	}
	if err := (cache.Pins{}).Pin(t.Context(), 1); err != nil {
		t.Errorf("without Redis: %v", err)
	}
	if err := client.Close(); err != nil {
		t.Fatal(err)
	}
	if free, answered := free(t, client, 1); free || answered {
		t.Errorf("with a closed client: free is %t, answered %t, want neither", free, answered)
	}
	if err := (cache.Pins{Redis: client}).Pin(t.Context(), 1); err == nil {
		t.Error("a pin succeeded without Redis")
	}
}
