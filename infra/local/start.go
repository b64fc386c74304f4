package main

import (
	"context"
	"maps"

	"golang.org/x/sync/errgroup"
)

// start starts everything and returns when the system is healthy.
func (s *system) start(ctx context.Context) error {
	maps.Copy(s.settings, fixed)
	gateway, err := s.openGateway()
	if err != nil {
		return err
	}
	if err := s.startInbox(); err != nil {
		return err
	}
	if err := s.placeWeb(); err != nil {
		return err
	}
	if err := s.addKeys(); err != nil {
		return err
	}
	together, inTime := errgroup.WithContext(ctx)
	together.Go(func() error { return s.startDatabase(inTime) })
	together.Go(func() error { return s.startRedis(inTime) })
	together.Go(func() error { return s.buildFunctions(inTime) })
	if err := together.Wait(); err != nil {
		return err
	}
	if err := s.startEvents(ctx); err != nil {
		return err
	}
	if err := s.startFunctions(ctx); err != nil {
		return err
	}
	s.OnClose(gateway.drain)
	return gateway.serve(ctx)
}
