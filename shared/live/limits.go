package live

import "time"

// Limits say how fast streams go, and how much of everything they may take.
type Limits struct {
	Poll      time.Duration // from one look for new posts to the next
	Rest      time.Duration // from one look to the next at least, also when woken
	Heartbeat time.Duration // from one sign of life to the next
	Patience  time.Duration // for a client that reads nothing
	Life      time.Duration // of a stream; the platform ends a request after an hour
	Retry     time.Duration // until a client whose stream has ended connects again
	Portion   int           // posts that the poller reads at once
	Queue     int           // posts that wait for a slow stream
	PerUser   int           // open streams of one user
}

// DefaultLimits are the limits of a deployed function.
var DefaultLimits = Limits{
	Poll:      500 * time.Millisecond,
	Rest:      20 * time.Millisecond,
	Heartbeat: 15 * time.Second,
	Patience:  10 * time.Second,
	Life:      55 * time.Minute,
	Retry:     time.Second,
	Portion:   500,
	Queue:     256,
	PerUser:   100,
}
