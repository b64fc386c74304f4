package main

import (
	"context"
	"fmt"
	"time"

	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

// intruders is the number of clients that sign in while visitors clients request
// profiles.
const (
	intruders = 64
	visitors  = 16
)

// measureIntrusion measures profile requests, alone and while many clients sign in.
func (b *bench) measureIntrusion(ctx context.Context) error {
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
	alone := b.measureOne(ctx, profile, visitors)
	busy, stop := context.WithCancel(ctx)
	done := make(chan load.Result)
	go func() {
		done <- load.Run(busy, load.Plan{Clients: intruders, Window: time.Hour}, func(ctx context.Context, c *load.Client) error {
			return b.world.Ask(ctx, signIn, c)
		})
	}()
	beside := b.measureOne(ctx, profile, visitors)
	stop()
	signedIn := <-done
	alone.name = "profile, nobody signs in"
	beside.name = fmt.Sprintf("profile, while %d clients sign in", intruders)
	b.intrusion = []cell{alone, beside}
	if signedIn.Failure != nil {
		return fmt.Errorf("sign in beside profiles: %w", signedIn.Failure)
	}
	return nil
}
