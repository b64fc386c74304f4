package token_test

import (
	"testing"
	"time"

	"social.example/shared/token"
)

func TestDeviceTokenIsValidForItsAccountForAYear(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	device := token.Device{ID: token.NewDeviceID(), Since: since}
	now := since.Add(token.DevicePeriod)
	devices := token.Devices{Keys: [][]byte{[]byte("new"), []byte("old")}, Now: func() time.Time { return now }}
	before := token.Devices{Keys: devices.Keys[1:], Now: devices.Now}
	for _, text := range []string{devices.Issue("maya@example.com", device), before.Issue("maya@example.com", device)} {
		got, ok := devices.Verify("maya@example.com", text)
		if !ok || got.ID != device.ID || !got.Since.Equal(since) {
			t.Errorf("verified as %+v, %t; want %+v", got, ok, device)
		}
		if _, ok := devices.Verify("kim@example.com", text); ok {
			t.Error("accepted for another account")
		}
		if _, ok := devices.Verify("maya@example.com", text[:len(text)-1]); ok {
			t.Error("a truncated token is accepted")
		}
	}
	now = now.Add(time.Second)
	if _, ok := devices.Verify("maya@example.com", devices.Issue("maya@example.com", device)); ok {
		t.Error("accepted after a year")
	}
}
