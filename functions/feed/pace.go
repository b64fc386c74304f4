package feed

import "time"

// pace is how fast streams go, and how much of them there may be.
type pace struct {
	poll      time.Duration // between two looks for posts of which nobody told
	rest      time.Duration // between two looks at least
	heartbeat time.Duration // between two signs of life
	patience  time.Duration // for a client that takes nothing
	life      time.Duration // of a stream; a deployed function is cut off after an hour
	retry     time.Duration // until a client whose stream ended connects again
	portion   int           // posts that are read at once
	queue     int           // posts that wait for a slow stream
	perUser   int           // streams of one user: fewer than an instance has places
}

var usual = pace{
	poll:      500 * time.Millisecond,
	rest:      20 * time.Millisecond,
	heartbeat: 15 * time.Second,
	patience:  10 * time.Second,
	life:      55 * time.Minute,
	retry:     time.Second,
	portion:   500,
	queue:     256,
	perUser:   100,
}
