package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/versus"
	"social.example/infra/local/checkout"
	"social.example/infra/local/postgres"
)

// serve starts everything, writes the recipe of this server for -versus, and serves
// until the context ends.
func serve(ctx context.Context, c checkout.Checkout, programs postgres.Programs, o options, out io.Writer) error {
	lock, err := c.Lock()
	if err != nil {
		return err
	}
	defer func() { _ = lock.Release() }() // the lock also ends with the process
	say := sayer()
	set := dataset.New(o.size)
	s, err := startSystem(ctx, c, programs, o, set, say)
	if err != nil {
		return err
	}
	defer s.Close()
	recipe, err := json.Marshal(s.recipe(set), jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("write the recipe: %w", err)
	}
	if _, err := fmt.Fprintf(out, "%s\n", recipe); err != nil {
		return err
	}
	say("serving until Ctrl-C")
	<-ctx.Done()
	return nil
}

// recipe describes this server. Its scenarios send the same requests as ours.
func (s *system) recipe(set *dataset.Set) versus.Recipe {
	viewers, step := scenario.Viewers(set.Size), scenario.TargetStep(set.Size)
	r := versus.Recipe{
		Name: "bench serve", Base: s.base("/v1/users/me"), PIDs: []int{s.database.pid},
		Viewers: versus.IDs{First: int64(set.Users - viewers + 1), Count: viewers},
		Users:   versus.IDs{First: 1, Count: set.Users},
		Posts:   versus.IDs{First: int64(step), Step: int64(step), Count: set.Posts / step},
		Token: &versus.Token{HS256: &versus.HS256{
			KeyBase64: s.key, Header: map[string]string{"kid": keyID}, TTL: "1h",
			Claims: jsontext.Value(`{"sub":"{viewer}","iss":"` + issuer + `","aud":["` + issuer + `"],` +
				`"iat":"{now:number}","nbf":"{now:number}","exp":"{end:number}","jti":"{number}"}`),
		}},
		Scenarios: described(set.Size),
	}
	for _, name := range slices.Sorted(maps.Keys(s.running)) {
		for _, p := range s.running[name].programs {
			if name != "baseline" {
				r.PIDs = append(r.PIDs, p.process.PID())
			}
		}
	}
	for _, requests := range r.Scenarios {
		for n := range requests {
			requests[n].Base = s.base(requests[n].Path)
		}
	}
	return r
}
