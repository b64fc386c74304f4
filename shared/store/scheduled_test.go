package store_test

import (
	"testing"
	"time"

	"social.example/shared/store"
)

// TestWhatRunsOnAScheduleReadsNoWholeTable runs each statement of a sweep and of
// the live feed on tables full of rows that do not match, and counts the rows it
// reads.
func TestWhatRunsOnAScheduleReadsNoWholeTable(t *testing.T) {
	t.Parallel()
	db, owner := crowded(t)
	const bound = 500
	emails, live := store.Outbox{DB: db, HourLimit: 1000}, store.Live{DB: db}
	for name, scheduled := range map[string]func() error{
		"Due":       func() error { _, err := emails.Due(t.Context(), 500); return err },
		"GiveUp":    func() error { _, err := emails.GiveUp(t.Context()); return err },
		"LastHour":  func() error { _, err := emails.LastHour(t.Context()); return err },
		"Purge":     func() error { return emails.Purge(t.Context()) },
		"SettleAll": func() error { return store.Users{DB: db}.SettleAll(t.Context()) },
		"Erase":     func() error { return store.Posts{DB: db}.Erase(t.Context()) },
		"Index":     func() error { return store.Posts{DB: db}.Index(t.Context(), time.Now().Add(time.Minute)) },
		"Horizon":   func() error { _, err := live.Horizon(t.Context(), time.Now(), 100); return err },
		"Deliver": func() error {
			_, err := live.Deliver(t.Context(), time.Now().Add(-time.Second), time.Now(), []int64{1, 2, 3})
			return err
		},
	} {
		wantFewRowsRead(t, db, owner, name, bound, scheduled)
	}
}
