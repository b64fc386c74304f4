package token_test

import (
	"math"
	"strings"
	"testing"

	"social.example/shared/token"
)

func TestUnsubscribeTokenIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, id := range []int64{1, 42, math.MaxInt64} {
		u := token.Unsubscribe{UserID: id, Key: [token.UnsubscribeKeySize]byte{1, 15: 255}}
		if got, ok := token.ParseUnsubscribe(u.Text()); !ok || got != u {
			t.Errorf("got %v, %t; want %v", got, ok, u)
		}
	}
}

func TestATokenOfAnotherFormIsNoUnsubscribeToken(t *testing.T) {
	t.Parallel()
	text := token.Unsubscribe{UserID: 42}.Text()
	for _, other := range []string{
		"", "x", text[1:], text + "A", text + "=", text[1:] + "\n", text[1:] + "+", text[1:] + "é", strings.Repeat("A", 10_000), "unknown",
	} {
		if _, ok := token.ParseUnsubscribe(other); ok {
			t.Errorf("%.40q was accepted", other)
		}
	}
}

func TestEachByteOfAnUnsubscribeTokenMatters(t *testing.T) {
	t.Parallel()
	u := token.Unsubscribe{UserID: 42}
	text := u.Text()
	for i := range text {
		changed := []byte(text)
		changed[i] = 'B'
		if got, ok := token.ParseUnsubscribe(string(changed)); ok && string(changed) != text && got == u {
			t.Errorf("%s is the same token as %s", changed, text)
		}
	}
}
