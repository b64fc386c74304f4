package ratelimit

import (
	"fmt"
	"testing"
	"time"
)

func TestMemoryIsBoundedAndForgetsPastWindows(t *testing.T) {
	t.Parallel()
	var m memory
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for i := range 2*memoryKeys + 10 {
		m.count(fmt.Sprint("address:", i), now, time.Second)
		if len(m.counters) > memoryKeys {
			t.Fatalf("%d counters are kept, want at most memoryKeys", len(m.counters))
		}
	}
	m.count("address:late", now.Add(3*time.Second), time.Second)
	if len(m.counters) != 1 {
		t.Errorf("%d counters are kept after the windows of all but one, want 1", len(m.counters))
	}
}

func TestConfigWantsUsableLimits(t *testing.T) {
	t.Parallel()
	valid := Config{Requests: 20, Window: 5 * time.Second, AuthRequests: 10, AuthWindow: time.Minute}
	if err := valid.Validate(); err != nil {
		t.Error(err)
	}
	for name, set := range map[string]func(*Config){
		"no requests":                      func(c *Config) { c.Requests = 0 },
		"no attempts":                      func(c *Config) { c.AuthRequests = 0 },
		"window of less than a second":     func(c *Config) { c.Window = 999 * time.Millisecond },
		"no window for attempts":           func(c *Config) { c.AuthWindow = 0 },
		"negative position of the address": func(c *Config) { c.ClientIPPosition = -1 },
	} {
		c := valid
		set(&c)
		if c.Validate() == nil {
			t.Errorf("%s: the config was accepted", name)
		}
	}
}
