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

// send delivers the e-mail, or the one that its recipient must get before it. It
// has nothing to do for one that was sent, replaced or deleted, or that waits: a
// sweep finds it when its time has come.
func (s service) send(ctx context.Context, id int64, tries int) error {
	claimed, err := s.emails.Claim(ctx, id)
	if err != nil || claimed == nil {
		return err
	}
	return s.deliver(ctx, *claimed, tries)
}

// deliver hands a claimed e-mail to SendGrid and records the outcome: claim,
// act, mark. A mail whose acceptance is lost, on the way from SendGrid or before
// the mark, is sent once more. An error that is recorded is an errTried.
func (s service) deliver(ctx context.Context, e store.Email, tries int) error {
	message, err := s.write(ctx, e)
	if err != nil {
		return errors.Join(err, s.record(ctx, func(ctx context.Context) error { return s.emails.Return(ctx, e.ID) }))
	}
	if e.Carries() && len(message.Links) == 0 {
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkPointless(ctx, e.ID) })
	}
	err = s.hand(ctx, message, tries)
	switch {
	case err == nil:
		slog.InfoContext(ctx, "an e-mail was sent", slog.Int64("email_id", e.ID), slog.String("kind", e.Kind))
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkSent(ctx, e) })
	case errors.Is(err, mail.ErrRefused):
		slog.WarnContext(ctx, "an e-mail was refused for good", slog.Int64("email_id", e.ID), slog.Any("error", err))
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkRefused(ctx, e.ID, err.Error()) })
	}
	if unrecorded := s.record(ctx, func(ctx context.Context) error { return s.emails.Release(ctx, e.ID, err.Error()) }); unrecorded != nil {
		return errors.Join(err, unrecorded)
	}
	return fmt.Errorf("%w: e-mail %d: %w", errTried, e.ID, err)
}

// hand hands the message to SendGrid. A panic on the way is a failure of this
// message.
func (s service) hand(ctx context.Context, m mail.Message, tries int) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errPanic, p)
		}
	}()
	return s.sender.Send(ctx, m, tries)
}

// errPanic means that a message made the sender panic.
var errPanic = errors.New("the sender panicked")

// errTried means that an e-mail was tried in vain, and that this is recorded: a
// sweep tries it again.
var errTried = errors.New("an e-mail waits for its next try")

// write returns the message, with a token of its own for each registration that
// it carries a link for.
func (s service) write(ctx context.Context, e store.Email) (mail.Message, error) {
	message := mail.Message{Template: "already_registered", To: e.Address, Username: e.Username}
	if !e.Carries() {
		if e.Deactivated {
			message.Template = "deactivated"
		}
		return message, nil
	}
	message.Template = "activation"
	tokens, hashes := map[int64]string{}, make([][]byte, len(e.Registrations))
	for i, r := range e.Registrations {
		token := rand.Text() + rand.Text() // 256 bits and more
		sum := sha256.Sum256([]byte(token))
		tokens[r.UserID], hashes[i] = token, sum[:]
	}
	waiting, err := s.emails.AddTokens(ctx, e, hashes)
	for _, r := range waiting {
		message.Links = append(message.Links, mail.Link{Username: r.Username, Token: tokens[r.UserID]})
	}
	return message, err
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
