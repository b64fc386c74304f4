package web_test

import (
	"testing"
	"time"

	"social.example/shared/web"
)

func TestTimesHaveSixDigits(t *testing.T) {
	t.Parallel()
	east := time.FixedZone("east", 3600)
	for at, want := range map[time.Time]string{
		time.Date(2026, 1, 31, 15, 4, 5, 0, time.UTC):           `{"at":"2026-01-31T15:04:05.000000Z"}`,
		time.Date(2026, 1, 31, 15, 4, 5, 120_000_000, time.UTC): `{"at":"2026-01-31T15:04:05.120000Z"}`,
		time.Date(2026, 1, 31, 0, 4, 5, 1_000, east):            `{"at":"2026-01-30T23:04:05.000001Z"}`,
	} {
		got, err := web.Encode(map[string]time.Time{"at": at})
		if err != nil || string(got) != want {
			t.Errorf("%v: %s and %v, want %s", at, got, err, want)
		}
	}
}
