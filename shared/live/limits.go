package live

import "time"

// Limits configures the timing of streams and the resources they may use.
type Limits struct {
	Poll      time.Duration // interval of polls for new events
	Rest      time.Duration // minimum interval of polls, even when woken
	Recheck   time.Duration // interval of checks of all viewers' rights; reported changes are checked at once
	Heartbeat time.Duration // interval of heartbeats
	Patience  time.Duration // timeout for a client that reads nothing
	Life      time.Duration // of a stream; the platform ends a request after an hour
	Retry     time.Duration // delay before a client reconnects after its stream ended
	Portion   int           // posts, or notifications, per read of the poller
	Queue     int           // events queued for a slow stream

	Missed int           // missed events of each kind that a stream sends at most; for more, the client reads the list
	Batch  int           // missed events sent at once
	Pause  time.Duration // from one batch to the next

	PerUser    int // open streams of one user, over all instances
	PerAddress int // open streams of one address, over all instances
}

// DefaultLimits are the limits of a deployed function.
//
// Missed posts are sent at 50 per second. The five streams of a user get 250 per
// second, and the 4 requests per second that may open another stream get 100
// more. So streams give no more than the 400 posts per second that the list
// gives.
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

// lease is how long a stream is counted after its last heartbeat. It allows for a
// client that reads nothing and for one heartbeat that Redis missed.
func (l Limits) lease() time.Duration { return 2*l.Heartbeat + l.Patience }

// maxSkew is how far a position may be ahead of the newest post. A position
// further ahead comes from a wrong clock. clock_tolerance in
// migrations/functions is the same minute.
const maxSkew = time.Minute
