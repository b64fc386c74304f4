package main

import (
	"context"
	"fmt"
	"time"

	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

// How many clients sign in, and how many request profiles at the same time.
const (
	signInClients  = 64
	profileClients = 16
)

// measureInterference measures profile requests, alone and while many clients sign in.
func (b *bench) measureInterference(ctx context.Context) error {
	var profile, signIn scenario.Scenario
	for _, s := range b.world.All() {
		switch s.Name {
		case scenario.Profile:
			profile = s
		case scenario.SignIn:
			signIn = s
		}
	}
	if !b.wants(scenario.Profile) || !b.wants(scenario.SignIn) {
		return nil
	}
	alone := b.measureOne(ctx, profile, profileClients)
	busy, stop := context.WithCancel(ctx)
	done := make(chan load.Result)
	go func() {
		done <- load.Run(busy, load.Plan{Clients: signInClients, Window: time.Hour}, func(ctx context.Context, c *load.Client) error {
			return b.world.Ask(ctx, signIn, c)
		})
	}()
	during := b.measureOne(ctx, profile, profileClients)
	stop()
	signedIn := <-done
	alone.name = "profile, nobody signs in"
	during.name = fmt.Sprintf("profile, while %d clients sign in", signInClients)
	b.interference = []cell{alone, during}
	if signedIn.Failure != nil {
		return fmt.Errorf("sign in while measuring profiles: %w", signedIn.Failure)
	}
	return nil
}
