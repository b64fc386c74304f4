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

// userSet is a set of users for concurrent use.
type userSet struct {
	mutex sync.Mutex
	users map[int64]bool
}

// recheckSoon makes the poller recheck the rights of a user, if they have a stream.
func (p *poller) recheckSoon(user int64) {
	if !p.subscriptions.has(user) {
		return
	}
	p.toRecheck.add(user)
	p.wake()
}

// recheck ends the streams of viewers who have lost access. It checks the users of
// recheckSoon on each poll, and all viewers every Limits.Recheck in case Redis lost a
// message. If the database fails, all streams continue until the next poll.
func (p *poller) recheck(ctx context.Context) {
	viewers := p.toRecheck.take()
	began := time.Now()
	all := began.Sub(p.checked) >= p.limits.Recheck
	if all {
		viewers = p.subscriptions.viewers(PostEvents, NotificationEvents)
	}
	if len(viewers) == 0 {
		return
	}
	actors, err := p.store.Actors(ctx, viewers)
	if err != nil {
		p.toRecheck.add(viewers...)
		if ctx.Err() == nil && !p.failing { // otherwise it is already logged
			slog.WarnContext(ctx, "can't read viewers' permissions", slog.Any("error", err))
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
	for _, s := range p.subscriptions.of(viewers) {
		if !s.viewer.Admitted(now[s.viewer.ID]) {
			s.viewer.End()
		}
	}
}

func (s *userSet) add(users ...int64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, user := range users {
		s.users[user] = true
	}
}

// take returns the users and removes them.
func (s *userSet) take() []int64 {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	users := slices.Collect(maps.Keys(s.users))
	clear(s.users)
	return users
}
