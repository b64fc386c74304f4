package auth

import (
	"net/http"
	"strings"

	"social.example/shared/social"
)

// Act describes the request in a mail to the owner of an account. The place is the
// network of the client.
func (g *Gate) Act(r *http.Request) social.Act {
	return social.Act{Device: Device(r), Place: g.Limits.Network(r)}
}

// The programs and systems that Device tells apart, each by a part of its
// User-Agent. The first match counts: browsers also name those that they resemble.
var (
	programs = []struct{ mark, name string }{
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
		{"curl/", "curl"},
	}
	systems = []struct{ mark, name string }{
		{"iPhone", "iPhone"},
		{"iPad", "iPad"},
		{"Android", "Android"},
		{"Windows", "Windows"},
		{"Mac OS X", "macOS"},
		{"CrOS", "ChromeOS"},
		{"Linux", "Linux"},
	}
)

// Device returns the program and system of the client, such as "Firefox on Linux",
// or "" if it recognizes neither. It returns no text of the client's own.
func Device(r *http.Request) string {
	agent, names := r.UserAgent(), []string(nil)
	for _, known := range [][]struct{ mark, name string }{programs, systems} {
		for _, k := range known {
			if strings.Contains(agent, k.mark) {
				names = append(names, k.name)
				break
			}
		}
	}
	return strings.Join(names, " on ")
}
