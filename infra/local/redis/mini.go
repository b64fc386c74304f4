package redis

import (
	"fmt"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// tick bounds how late a key can expire.
const tick = 50 * time.Millisecond

// StartMini starts miniredis in this process. miniredis has no clock; a ticker
// advances it.
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
