package live

import "time"

// Limits say how fast streams go, and how much of everything they may take.
type Limits struct {
	Poll      time.Duration // from one look for new posts to the next
	Rest      time.Duration // from one look to the next at least, also when woken
	Recheck   time.Duration // from one look at the viewers' rights to the next, unless told of a change
	Heartbeat time.Duration // from one sign of life to the next
	Patience  time.Duration // for a client that reads nothing
	Life      time.Duration // of a stream; the platform ends a request after an hour
	Retry     time.Duration // until a client whose stream has ended connects again
	Portion   int           // posts that the poller reads at once
	Queue     int           // posts that wait for a slow stream

	Missed int           // posts that a client may have missed; it reads more from the list
	Batch  int           // missed posts that are sent at once
	Pause  time.Duration // from one batch to the next

	PerUser    int // open streams of one user, over all instances
	PerAddress int // open streams of one address, over all instances
}

// DefaultLimits are the limits of a deployed function.
//
// Missed posts come at 50 a second. The five streams of a user get 250 a second,
// and the 4 requests a second that may open another one get 100 more. So streams
// give no more than the 400 posts a second that the list gives.
var DefaultLimits = Limits{
	Poll:      500 * time.Millisecond,
	Rest:      20 * time.Millisecond,
	Recheck:   5 * time.Second,
	Heartbeat: 15 * time.Second,
	Patience:  10 * time.Second,
	Life:      55 * time.Minute,
	Retry:     time.Second,
	Portion:   500,
	Queue:     256,

	Missed: 1000,
	Batch:  25,
	Pause:  500 * time.Millisecond,

	PerUser:    5,
	PerAddress: 50,
}

// lease is how long a stream is counted after its last sign of life. It covers a
// client that reads nothing and a sign of life that Redis missed.
func (l Limits) lease() time.Duration { return 2*l.Heartbeat + l.Patience }

// maxSkew is how far a position may be ahead of the newest post. One that is
// further ahead is from a clock that was wrong. The migrations have the same
// minute.
const maxSkew = time.Minute
