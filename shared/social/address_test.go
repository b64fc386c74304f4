package social_test

import (
	"strings"
	"testing"

	"social.example/shared/social"
)

func TestAnAddressHasOneNormalForm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"one@example.com":                     "one@example.com",
		" One@Example.COM\t":                  "One@example.com",
		"one@bücher.example":                  "one@xn--bcher-kva.example",
		"one@bu\u0308cher.example":            "one@xn--bcher-kva.example",
		"one@BÜCHER.example":                  "one@xn--bcher-kva.example",
		"one@xn--bcher-kva.example":           "one@xn--bcher-kva.example",
		"one@XN--BCHER-KVA.example":           "one@xn--bcher-kva.example",
		"one@ｅｘａｍｐｌｅ。com":                     "one@example.com",
		"one.two+three@a-b.example":           "one.two+three@a-b.example",
		"!#$%&'*+/=?^_`{|}~-@example.com":     "!#$%&'*+/=?^_`{|}~-@example.com",
		strings.Repeat("a", 64) + "@x.com":    strings.Repeat("a", 64) + "@x.com",
		"x@" + strings.Repeat("a", 63) + ".c": "x@" + strings.Repeat("a", 63) + ".c",
	} {
		got, ok := social.NormalAddress(text)
		if !ok || got != want {
			t.Errorf("%q: %q, %t; want %q", text, got, ok, want)
		}
		if again, ok := social.NormalAddress(got); !ok || again != got {
			t.Errorf("the normal form of %q is not stable: %q, then %q, %t", text, got, again, ok)
		}
	}
}

func TestNoMailIsSentToAnInvalidAddress(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "@", "maya", "maya@", "@example.com", "usér@x.example", "us\u200ber@x.example", "user@x\u200b.example", "user@x\u00ad.example",
		strings.Repeat("a", 65) + "@x.example", "x@-a.com", "x@a-.com", "x@exa!mple#.com", "root@localhost", "x@b", "x@b.",
		"x@b..com", "x@b.com.", ".x@b.com", "x.@b.com", "x..y@b.com", "x@y@b.com", "x y@b.com", `"x"@b.com`, "x@b_c.com",
		"x@127.0.0.1", "x@[127.0.0.1]", "x@xn--a.example", "x@" + strings.Repeat("a", 64) + ".com", "x@b.com\r\nBcc: y@b.com",
		"Maya <maya@example.com>", "a@b.com,c@b.com", "x@" + strings.Repeat("ab.", 90) + "com", "x@" + strings.Repeat("\u0308", 1<<20),
	} {
		if got, ok := social.NormalAddress(text); ok {
			t.Errorf("%.80q is accepted as %.80q", text, got)
		}
	}
}

func TestEveryTextHasThreeForms(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][3]string{
		" maya@example.com ":        {"maya@example.com", "maya@example.com", "maya@example.com"},
		"one@BÜCHER.example":        {"one@BÜCHER.example", "one@xn--bcher-kva.example", "one@bücher.example"},
		"one@xn--bcher-kva.example": {"one@xn--bcher-kva.example", "one@xn--bcher-kva.example", "one@bücher.example"},
		"no address":                {"no address", "no address", "no address"},
	} {
		if got := social.AddressForms(text); len(got) != 3 || [3]string(got) != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
