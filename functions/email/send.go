package email

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"social.example/shared/fault"
	"social.example/shared/mail"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
)

// recordTime is the time limit for recording the outcome of a mail. It does not
// depend on the time left for the event. recordPause is the pause between tries.
const (
	recordTime  = 8 * time.Second
	recordPause = 200 * time.Millisecond
)

// send claims and delivers the e-mail, or an earlier one that its recipient must
// get first. It does nothing if the e-mail was sent, replaced or deleted, or is
// not due yet; a sweep sends it when it is due. The package comment, in doc.go,
// says how a failed e-mail is retried.
func (s service) send(ctx context.Context, id int64, tries int) error {
	claimed, err := s.emails.Claim(ctx, id)
	if err != nil || claimed == nil {
		return err
	}
	return s.deliver(ctx, *claimed, tries)
}

// deliver sends a claimed e-mail through SendGrid and records the outcome. If
// SendGrid's acceptance is lost, in the response or before it is recorded, the
// mail is sent again. deliver returns an errTried if it recorded the failure.
func (s service) deliver(ctx context.Context, e store.Email, tries int) error {
	message, wanted, err := s.write(ctx, e)
	if err != nil {
		return errors.Join(err, s.record(ctx, func(ctx context.Context) error { return s.emails.Return(ctx, e) }))
	}
	if !wanted {
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkPointless(ctx, e.ID) })
	}
	err = s.hand(ctx, message, tries)
	switch {
	case err == nil:
		slog.InfoContext(ctx, "an e-mail was sent", slog.Int64("email_id", e.ID), slog.String("kind", string(e.Kind)))
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkSent(ctx, e) })
	case errors.Is(err, mail.ErrRefused):
		slog.WarnContext(ctx, "an e-mail was refused for good", slog.Int64("email_id", e.ID), slog.Any("error", err))
		return s.record(ctx, func(ctx context.Context) error { return s.emails.MarkRefused(ctx, e, err.Error()) })
	}
	if unrecorded := s.record(ctx, func(ctx context.Context) error { return s.emails.Release(ctx, e, err.Error()) }); unrecorded != nil {
		return errors.Join(err, unrecorded)
	}
	return fmt.Errorf("%w: e-mail %d: %w", errTried, e.ID, err)
}

// hand sends the message through SendGrid. A panic in the sender is returned as
// errPanic, so that it fails only this message.
func (s service) hand(ctx context.Context, m mail.Message, tries int) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errPanic, p)
		}
	}()
	return s.sender.Send(ctx, m, tries)
}

// errPanic is returned when a message makes the sender panic.
var errPanic = errors.New("the sender panicked")

// errTried is returned when an attempt failed and the failure is recorded. A
// sweep retries the e-mail.
var errTried = errors.New("an e-mail waits for its next try")

// write returns the message for the e-mail, and whether it is still wanted. A link that
// no longer works is not sent, nor is an empty digest. Every link has a new token,
// except the one that turns digests off.
func (s service) write(ctx context.Context, e store.Email) (message mail.Message, wanted bool, err error) {
	message = mail.Message{Template: string(e.Kind), To: e.Address, Username: e.Username, Act: e.Act, Statements: e.Statements}
	switch {
	case e.Kind == social.DigestMail:
		message.Digest, err = s.digest(ctx, e)
		return message, message.Digest.Unread > 0, err
	case e.HasActivationLinks():
		message.Template = "activation"
		message.Links, err = s.activationLinks(ctx, e)
		return message, len(message.Links) > 0, err
	case e.Kind == social.AlreadyRegisteredMail && e.Deactivated:
		message.Template = "deactivated"
	case e.Kind == social.AlreadyRegisteredMail && e.EraseAt != nil:
		message.Template, message.EraseAt = "deleted", *e.EraseAt
	case e.Link() != "":
		text, hash := token.NewLink()
		added, err := s.emails.AddLink(ctx, e, hash)
		if added {
			message.Token = text
		}
		return message, added || e.Kind.Class() == social.NoticeMail, err
	}
	return message, true, nil
}

// activationLinks returns a link for each pending registration of the e-mail.
func (s service) activationLinks(ctx context.Context, e store.Email) (links []mail.Link, err error) {
	tokens, hashes := map[int64]string{}, make([][]byte, len(e.Registrations))
	for i, r := range e.Registrations {
		tokens[r.UserID], hashes[i] = token.NewLink()
	}
	waiting, err := s.emails.AddTokens(ctx, e, hashes)
	for _, r := range waiting {
		links = append(links, mail.Link{Username: r.Username, Token: tokens[r.UserID]})
	}
	return links, err
}

// record calls mark to store the outcome, and retries while the database is
// unavailable, because a mail that was sent but not marked is sent again.
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
