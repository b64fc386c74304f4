package redis

import (
	"fmt"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// tick is how late a key of the imitation may expire.
const tick = 50 * time.Millisecond

// StartMini starts an imitation. Its keys expire only when it is told that
// time passes, so it is told.
func StartMini() (*Server, error) {
	mini := miniredis.NewMiniRedis()
	if err := mini.Start(); err != nil {
		return nil, fmt.Errorf("start the imitation of Redis: %w", err)
	}
	done := make(chan struct{})
	var ticking sync.WaitGroup
	ticking.Go(func() { passTime(mini, done) })
	return &Server{
		URL:  "redis://" + mini.Addr(),
		Kind: "imitation in this process",
		close: func() {
			close(done)
			ticking.Wait()
			mini.Close()
		},
	}, nil
}

func passTime(mini *miniredis.Miniredis, done <-chan struct{}) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-done:
			return
		case now := <-ticker.C:
			mini.FastForward(now.Sub(last))
			last = now
		}
	}
}
