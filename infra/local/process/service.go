package process

import (
	"context"
	"sync"
	"syscall"
	"time"
)

// Spec describes how to run a service.
type Spec struct {
	Start   func(context.Context) (*Process, error) // returns when the process serves
	Exited  func()                                  // called on an unexpected end; may be nil
	Problem func(error)                             // called for each failure while running
}

// Service is a program that is kept running. When it dies it is restarted after a
// pause, which doubles while it keeps dying.
type Service struct {
	spec     Spec
	ctx      context.Context
	cancel   context.CancelFunc
	requests chan chan<- error
	kills    chan struct{}
	running  sync.WaitGroup // the loop, and old processes that are still ending
}

// Keep starts a service. It returns an error if the first start fails.
func Keep(ctx context.Context, spec Spec) (*Service, error) {
	first, err := spec.Start(ctx)
	if err != nil {
		return nil, err
	}
	s := &Service{spec: spec, requests: make(chan chan<- error), kills: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.running.Go(func() { s.loop(first) })
	return s, nil
}

// Replace starts a new process and stops the old one when the new one serves. If
// the new one does not start, the old one keeps running.
func (s *Service) Replace() error {
	result := make(chan error, 1)
	select {
	case s.requests <- result:
		return <-result
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// Kill kills the process and its group, as a crash would. The service restarts it.
func (s *Service) Kill() {
	select {
	case s.kills <- struct{}{}:
	case <-s.ctx.Done():
	}
}

// Close stops the service and waits until it has ended.
func (s *Service) Close() {
	s.cancel()
	s.running.Wait()
}

func (s *Service) loop(current *Process) {
	var pause pause
	var revive <-chan time.Time
	for {
		var died <-chan struct{}
		if current != nil {
			died = current.Done()
		}
		select {
		case <-s.ctx.Done():
			s.retire(current)
			return
		case result := <-s.requests:
			next, err := s.spec.Start(s.ctx)
			if err == nil {
				s.retire(current)
				current, revive = next, nil
			}
			result <- err
		case <-s.kills:
			if current != nil {
				_ = current.signal(syscall.SIGKILL) // it may be dead already
			}
		case <-died:
			if s.spec.Exited != nil {
				s.spec.Exited()
			}
			s.spec.Problem(current.ending())
			current, revive = nil, time.After(pause.next(time.Now()))
		case <-revive:
			next, err := s.spec.Start(s.ctx)
			if err != nil {
				s.spec.Problem(err)
				revive = time.After(pause.next(time.Now()))
				continue
			}
			current, revive = next, nil
		}
	}
}

// retire stops a process in the background; only Close waits for it.
func (s *Service) retire(p *Process) {
	if p != nil {
		s.running.Go(p.Stop)
	}
}
