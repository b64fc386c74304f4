package live

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"social.example/shared/social"
)

// suspects holds the users to recheck.
type suspects struct {
	mutex sync.Mutex
	users map[int64]bool
}

// suspect makes the poller recheck the rights of a user, if they have a stream.
func (p *poller) suspect(user int64) {
	if !p.subscriptions.has(user) {
		return
	}
	p.suspects.add(user)
	p.wake()
}

// recheck ends the streams of viewers who are no longer allowed. It checks the
// reported users, and every Limits.Recheck all viewers, because Redis may have
// been unavailable. If the database fails, all streams continue until the next
// poll.
func (p *poller) recheck(ctx context.Context) {
	suspects := p.suspects.take()
	began := time.Now()
	all := began.Sub(p.checked) >= p.limits.Recheck
	if all {
		suspects = p.subscriptions.viewers(PostEvents, NotificationEvents)
	}
	if len(suspects) == 0 {
		return
	}
	actors, err := p.store.Actors(ctx, suspects)
	if err != nil {
		p.suspects.add(suspects...)
		if ctx.Err() == nil && !p.failing { // else the log has the failure
			slog.WarnContext(ctx, "the rights of viewers can't be read", slog.Any("error", err))
		}
		return
	}
	if all {
		p.checked = began
	}
	now := map[int64]social.Actor{}
	for _, actor := range actors {
		now[actor.ID] = actor
	}
	for _, s := range p.subscriptions.of(suspects) {
		if !s.viewer.Admitted(now[s.viewer.ID]) {
			s.viewer.End()
		}
	}
}

func (s *suspects) add(users ...int64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, user := range users {
		s.users[user] = true
	}
}

// take returns the users and removes them.
func (s *suspects) take() []int64 {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	users := slices.Collect(maps.Keys(s.users))
	clear(s.users)
	return users
}
