package main

import (
	"context"
	"os"
	"sync"
	"time"

	"social.example/infra/local/inbox"
	"social.example/infra/local/pubsub"
	"social.example/shared/event"
	"social.example/shared/web"
)

// mailer is the function that receives the events.
const mailer = "email"

// keptMails is the number of mails that the inbox keeps; the oldest are dropped.
const keptMails = 10_000

// startInbox starts the inbox that receives mails.
func (s *system) startInbox() error {
	listeners, err := listen("INBOX_PORT", "8025")
	if err != nil {
		return err
	}
	key, _ := s.settings.get("SENDGRID_API_KEY")
	server := web.NewServer(inbox.New(key, keptMails).Handler())
	s.OnClose(func() { _ = server.Close() })
	serve(server, listeners)
	s.addresses.Inbox = localhost(listeners[0])
	s.set("SENDGRID_HOST", s.addresses.Inbox)
	return nil
}

// startEvents starts the broker, the bridge that delivers its messages to the
// mailer, and the scheduler that publishes a sweep every minute.
func (s *system) startEvents(ctx context.Context) error {
	project, _ := s.settings.get("GOOGLE_CLOUD_PROJECT")
	topic, _ := s.settings.get("EMAIL_TOPIC")
	broker, err := pubsub.Start(ctx, os.Getenv("PUBSUB_EMULATOR_HOST"), project, topic)
	if err != nil {
		return err
	}
	s.OnClose(broker.Close)
	s.set("PUBSUB_EMULATOR_HOST", broker.Address)
	sweep, err := event.Email{Sweep: true}.Encode()
	if err != nil {
		return err
	}
	problem := s.console.Speaker("events").Problem
	bridge := pubsub.Bridge{Broker: broker, Address: s.address(mailer), Problem: problem}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	s.OnClose(func() {
		cancel()
		running.Wait()
	})
	running.Go(func() {
		if err := bridge.Run(ctx); err != nil {
			problem(err)
		}
	})
	running.Go(func() { broker.Schedule(ctx, time.Minute, sweep, problem) })
	return nil
}
