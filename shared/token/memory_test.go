package token

import (
	"crypto/sha256"
	"strconv"
	"testing"
)

func hashOf(i int) [sha256.Size]byte { return sha256.Sum256([]byte(strconv.Itoa(i))) }

func TestRememberedTokensAreBounded(t *testing.T) {
	t.Parallel()
	var v verified
	for i := range 10 * rememberedTokens {
		v.put(hashOf(i), &claims{})
		if n := len(v.recent) + len(v.old); n > 2*rememberedTokens {
			t.Fatalf("%d tokens are remembered, want at most %d", n, 2*rememberedTokens)
		}
		if v.get(hashOf(0)) == nil {
			t.Fatalf("a token in constant use was forgotten after %d others", i)
		}
	}
	if v.get(hashOf(1)) != nil {
		t.Error("a token is still remembered after thousands of others")
	}
}

func TestForgottenTokenIsGone(t *testing.T) {
	t.Parallel()
	var v verified
	for i := range rememberedTokens + 1 { // so that 0 is old
		v.put(hashOf(i), &claims{})
	}
	for _, i := range []int{0, rememberedTokens} {
		v.forget(hashOf(i))
		if v.get(hashOf(i)) != nil {
			t.Errorf("token %d is still remembered", i)
		}
	}
}
