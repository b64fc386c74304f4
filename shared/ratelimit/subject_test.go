package ratelimit_test

import (
	"fmt"
	"strings"
	"testing"

	"social.example/shared/ratelimit"
)

func TestAccountIsItsAddressInAnyFormAndNotReadable(t *testing.T) {
	t.Parallel()
	want := ratelimit.Account("maya@example.com")
	for _, form := range []string{"Maya@Example.com", " maya@example.com\n", "MAYA@EXAMPLE.COM"} {
		if got := ratelimit.Account(form); got != want {
			t.Errorf("%q is counted as %s, want %s", form, got, want)
		}
	}
	if want == ratelimit.Account("kim@example.com") {
		t.Error("two addresses are counted as one")
	}
	for _, subject := range []ratelimit.Subject{want, ratelimit.Recipient("maya@example.com"), ratelimit.Link("maya@example.com")} {
		if strings.Contains(subject.String(), "maya") {
			t.Errorf("the subject %s contains the text", subject)
		}
	}
}

// FuzzNoTwoKindsOfSubjectsAreOne makes a subject of each kind from the texts that a
// client can choose, and from the keys of the others.
func FuzzNoTwoKindsOfSubjectsAreOne(f *testing.F) {
	for _, seed := range []string{
		"", "42", "user:42", "USER:42", "sign-in:42", "device:2a", "account:2a", "recipient:2a", "link:2a", "address:1.2.3.4", "1.2.3.4",
		"maya@example.com", "42:sign-in", ratelimit.Account("user:42").String(), ratelimit.Link("user:42").String(),
	} {
		f.Add(seed, int64(42))
	}
	f.Fuzz(func(t *testing.T, text string, id int64) {
		kinds := map[ratelimit.Subject]string{}
		note := func(kind string, made ratelimit.Subject) {
			if other, ok := kinds[made]; ok && other != kind {
				t.Errorf("%s is of the kinds %s and %s", made, kind, other)
			}
			if kinds[made] = kind; !strings.HasPrefix(made.String(), kind+":") {
				t.Errorf("%s is of the kind %s, want it to start with that", made, kind)
			}
		}
		note("user", ratelimit.User(id))
		note("sign-in", ratelimit.SignIn(id))
		note("earlier-devices", ratelimit.EarlierDevices(id))
		texts := []string{text, fmt.Sprint(id)}
		for range 2 { // the second time with the keys of the first
			for _, text := range texts {
				note("account", ratelimit.Account(text))
				note("recipient", ratelimit.Recipient(text))
				note("link", ratelimit.Link(text))
				note("device", ratelimit.Device([]byte(text)))
				note("address", ratelimit.Address(from(text, text), 0))
				note("address", ratelimit.Address(from(text, text), 1))
			}
			for made := range kinds {
				texts = append(texts, made.String())
			}
		}
	})
}
