package email

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"social.example/shared/store"
)

// indexTime is how long a sweep indexes posts.
const indexTime = 10 * time.Second

// An error is logged if SendGrid refuses at least refusedShare percent of at least
// minRefused e-mails in an hour. Mistyped addresses do not explain that many:
// something is wrong with what we send.
const (
	minRefused   = 20
	refusedShare = 20
)

// sweep does the system's work in the background, in this order. Each job runs even if
// another fails.
func (s service) sweep(ctx context.Context) error {
	db := s.emails.DB
	users, posts, moderation := store.Users{DB: db}, store.Posts{DB: db}, store.Moderation{DB: db}
	jobs := []func(context.Context) error{
		s.sendAll,            // due e-mails and digests
		s.warn,               // e-mails that are given up, or refused too often
		s.emails.Purge,       // old e-mails are deleted
		users.Lift,           // suspensions end
		users.SettleAll,      // the data of deactivated users is hidden, of reactivated ones shown
		moderation.NotifyAll, // reporters are notified
		posts.Erase,          // what is left on deleted posts is deleted
		users.Erase,          // deleted accounts are erased
		func(ctx context.Context) error { return posts.Index(ctx, time.Now().Add(indexTime)) },
	}
	var failures []error
	for _, job := range jobs {
		failures = append(failures, job(ctx))
	}
	return errors.Join(failures...)
}

// warn gives up e-mails that have used all attempts. It logs an error, which
// triggers the alert, for those and for a high share of refused e-mails.
func (s service) warn(ctx context.Context) error {
	given, err := s.emails.GiveUp(ctx)
	if err != nil {
		return err
	}
	if given > 0 {
		slog.ErrorContext(ctx, "e-mails were given up", slog.Int64("emails", given), slog.Int("attempts", store.Attempts))
	}
	hour, err := s.emails.LastHour(ctx)
	if err != nil {
		return err
	}
	if all := hour.Accepted + hour.Refused; all >= minRefused && hour.Refused*100 >= all*refusedShare {
		slog.ErrorContext(ctx, "many e-mails are refused", slog.String("share", fmt.Sprintf("%d of %d", hour.Refused, all)))
	}
	return nil
}
