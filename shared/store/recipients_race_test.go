package store_test

import (
	"context"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// A deletion locks the owner of the address, then the followers, and then the address,
// for a mail to the owner.
func TestMailsToTheOwnerDoNotDeadlockWithADeletion(t *testing.T) {
	t.Parallel()
	for name, queue := range map[string]func(ctx context.Context, accounts store.Accounts, owner, follower social.Actor) error{
		"a registration of the address": func(ctx context.Context, accounts store.Accounts, owner, _ social.Actor) error {
			_, _, err := accounts.Register(ctx, registration("another", factory.Email(owner.Username)), hash)
			return err
		},
		"a change to the address": func(ctx context.Context, accounts store.Accounts, owner, follower social.Actor) error {
			_, err := accounts.RequestEmail(ctx, factory.Secret(follower), factory.Email(owner.Username), social.Act{})
			return err
		},
		"a mail about a new device": func(ctx context.Context, accounts store.Accounts, owner, _ social.Actor) error {
			_, err := store.Outbox{DB: accounts.DB}.Notify(ctx, social.NewDeviceMail, owner.ID, social.Act{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := testdb.New(t)
			owner, follower := factory.User(t, db, social.Member), factory.User(t, db, social.Member)
			deletion := testdb.Begin(t, db, `SET LOCAL lock_timeout = 100`) // it waits for nothing
			if err := store.LockRights(t.Context(), deletion, owner.ID); err != nil {
				t.Fatal(err)
			}
			done := testdb.Waiting(t, db, func() error { return queue(t.Context(), store.Accounts{DB: db}, owner, follower) })
			if err := store.LockRights(t.Context(), deletion, follower.ID); err != nil {
				t.Fatal(err)
			}
			if err := store.Notify(t.Context(), deletion, social.AccountDeletedMail, owner.ID); err != nil {
				t.Fatal(err)
			}
			testdb.Commit(t, deletion)
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}
