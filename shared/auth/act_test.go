package auth_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/shared/auth"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
)

func TestActNamesADeviceAndANetwork(t *testing.T) {
	t.Parallel()
	gate := &auth.Gate{Limits: ratelimit.Config{ClientIPPosition: 1}}
	const mozilla = "Mozilla/5.0 "
	for _, c := range []struct{ agent, address, device, place string }{
		{mozilla + "(X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "192.0.2.77", "Firefox on Linux", "192.0.2.0/24"},
		{"curl/8.17.0", "2001:db8:1:2:3::4", "curl", "2001:db8:1::/48"},
		{"curl/8.17.0", "::ffff:192.0.2.1", "curl", "192.0.2.0/24"},
		{"curl/8.17.0", "nonsense", "curl", ""},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPut, "/", nil)
		r.Header.Set("User-Agent", c.agent)
		if c.address != "" {
			r.Header.Set("X-Forwarded-For", c.address)
		}
		if got, want := gate.Act(r), (social.Act{Device: c.device, Place: c.place}); got != want {
			t.Errorf("%s from %s: got %+v, want %+v", c.agent, c.address, got, want)
		}
	}
}
