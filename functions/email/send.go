package email

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"social.example/shared/fault"
	"social.example/shared/mail"
	"social.example/shared/store"
)

// recordTime is how long it may take to record how a mail went, whatever is
// left of the event's own time.
const (
	recordTime  = 8 * time.Second
	recordPause = 200 * time.Millisecond
)

// send claims the e-mail and delivers it. It has nothing to do for one that was
// sent, replaced or deleted.
func (s service) send(ctx context.Context, id int64) error {
	claimed, err := s.emails.Claim(ctx, id)
	if err != nil || claimed == nil {
		return err
	}
	return s.deliver(ctx, *claimed)
}

// deliver hands a claimed e-mail to SendGrid and records the outcome: claim,
// act, mark. A mail whose acceptance is lost, on the way from SendGrid or before
// the mark, is sent once more.
func (s service) deliver(ctx context.Context, e store.Email) error {
	message := mail.Message{Template: "already_registered", To: e.Address, Username: e.Username}
	if e.Kind != "already_registered" {
		message.Template, message.Token = "activation", rand.Text()+rand.Text() // 256 bits and more
		hash := sha256.Sum256([]byte(message.Token))
		wanted, err := s.emails.AddToken(ctx, e.ID, hash[:])
		if err != nil {
			return err
		}
		if !wanted {
			return s.record(ctx, func(ctx context.Context) error {
				return s.emails.MarkFailed(ctx, e.ID, "the account waits for it no more")
			})
		}
	}
	err := s.sender.Send(ctx, message)
	switch {
	case err == nil:
		slog.InfoContext(ctx, "an e-mail was sent", slog.Int64("email_id", e.ID), slog.String("kind", e.Kind))
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkSent(ctx, e.ID) })
	case errors.Is(err, mail.ErrRefused):
		slog.ErrorContext(ctx, "an e-mail was refused for good", slog.Int64("email_id", e.ID), slog.Any("error", err))
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkFailed(ctx, e.ID, err.Error()) })
	}
	return errors.Join(
		fmt.Errorf("send e-mail %d: %w", e.ID, err),
		s.record(ctx, func(ctx context.Context) error { return s.emails.Release(ctx, e.ID, err.Error()) }),
	)
}

// record marks the outcome, again and again while the database is away: a mail
// that was sent and not marked is sent twice.
func (s service) record(ctx context.Context, mark func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	for {
		err := mark(ctx)
		if fault.KindOf(err) != fault.Unavailable {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(recordPause):
		}
	}
}
