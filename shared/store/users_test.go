package store_test

import (
	"reflect"
	"sync"
	"testing"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

func TestAssignRaisesTheVersionWithEveryChange(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	admin, user := factory.User(t, db, social.Admin), factory.User(t, db, social.Member)
	for _, level := range []social.Level{social.Moderator, social.Moderator, social.Member} {
		changed, err := users.Assign(t.Context(), admin.ID, user.ID, level)
		if err != nil {
			t.Fatal(err)
		}
		want := user
		if level != user.Level {
			want.Level, want.Version = level, user.Version+1
		}
		if !reflect.DeepEqual(changed, want) {
			t.Errorf("got %+v, want %+v", changed, want)
		}
		user = changed
	}
}

func TestAdminsWhoDemoteEachOtherAtOnceLeaveOne(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	admins := []social.Actor{factory.User(t, db, social.Admin), factory.User(t, db, social.Admin), factory.User(t, db, social.Admin)}
	rounds, wrong := figure.Size(100, 10_000), 0
	for round := range rounds {
		errs := make([]error, len(admins))
		var wait sync.WaitGroup
		for i, admin := range admins {
			wait.Go(func() {
				victim := admins[(i+1+round%2)%len(admins)]
				_, errs[i] = users.Assign(t.Context(), admin.ID, victim.ID, social.Member)
			})
		}
		wait.Wait()
		for _, err := range errs {
			if kind := fault.KindOf(err); err != nil && kind != fault.Forbidden && kind != fault.Conflict {
				t.Fatalf("round %d: %v", round, err)
			}
		}
		var left int
		err := db.QueryRow(t.Context(), `
			WITH restored AS (UPDATE users SET role_id = 3 WHERE role_id <> 3)
			SELECT count(*) FROM users WHERE role_id = 3`).Scan(&left)
		if err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			wrong++
		}
	}
	figure.Report(t, "races: admins who demote each other, rounds that left none", rounds, wrong)
}
