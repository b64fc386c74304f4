package ratelimit

import (
	"sync"
	"time"
)

// memoryKeys limits how many counters are kept at once. If there are more, the table is
// cleared: all subjects get a fresh window, and memory stays bounded.
const memoryKeys = 100_000

// memory counts within the process.
type memory struct {
	mutex    sync.Mutex
	counters map[string]*counter
	sweepAt  time.Time
}

type counter struct {
	hits int64
	ends time.Time
}

func (m *memory) count(key string, now time.Time, window time.Duration) int64 {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if now.After(m.sweepAt) {
		for k, c := range m.counters {
			if now.After(c.ends) {
				delete(m.counters, k)
			}
		}
		m.sweepAt = now.Add(min(window, time.Minute))
	}
	if m.counters == nil || len(m.counters) >= memoryKeys {
		m.counters = map[string]*counter{}
	}
	c := m.counters[key]
	if c == nil {
		c = &counter{ends: now.Add(window)}
		m.counters[key] = c
	}
	c.hits++
	return c.hits
}

func (m *memory) giveBack(key string) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if c := m.counters[key]; c != nil && c.hits > 0 {
		c.hits--
	}
}
