package process

import "time"

const (
	shortestPause = 100 * time.Millisecond
	longestPause  = 10 * time.Second
)

// pause computes the time between a death and the next start.
type pause struct {
	last   time.Duration
	lastAt time.Time
}

// next returns how long to wait after a death at now: twice the previous pause, or
// the shortest pause if the last death was long ago.
func (p *pause) next(now time.Time) time.Duration {
	if now.Sub(p.lastAt) > p.last+longestPause {
		p.last = 0
	}
	p.last = min(max(2*p.last, shortestPause), longestPause)
	p.lastAt = now
	return p.last
}
