package secret_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/testdb"
)

// own does with an active account everything that its owner can do with links of mails
// and with tokens of sessions. It returns the account's last password.
func (x *secrets) own(t *testing.T, s *system.System, n int, email, password string) string {
	t.Helper()
	first := x.session(t, s, email, password)
	second := x.refresh(t, s, first.RefreshToken)
	third := x.refresh(t, s, second.RefreshToken)
	for _, body := range []string{
		encode(t, map[string]string{"refresh_token": third.RefreshToken, "more": third.DeviceToken}),
		encode(t, social.RefreshRequest{RefreshToken: third.RefreshToken})[1:],
		encode(t, social.RefreshRequest{RefreshToken: third.RefreshToken + "x"}),
	} {
		do(t, s, "authentication", "POST", "/v1/authentication/session/refresh?refresh_token="+third.RefreshToken, "", body)
		do(t, s, "authentication", "POST", "/v1/authentication/session/refresh", third.RefreshToken, body)
	}
	x.refresh(t, s, first.RefreshToken) // ends the session, and notifies the owner

	do(t, s, "authentication", "POST", "/v1/authentication/password-reset", "", encode(t, social.LinkRequest{Email: email}))
	password = x.reset(t, s, x.link(t, s, email, "reset"), fmt.Sprintf("canary-reset-%d", n))

	here := x.session(t, s, email, password)
	changed := fmt.Sprintf("canary-change-%d", n)
	x.passwords = append(x.passwords, changed)
	do(t, s, "account", "PUT", "/v1/account/password", here.AccessToken,
		encode(t, social.PasswordChange{CurrentPassword: password, Password: changed}))
	do(t, s, "account", "PUT", "/v1/account/password", here.AccessToken,
		encode(t, social.PasswordChange{CurrentPassword: password, Password: changed}))
	password = changed

	other := fmt.Sprintf("canary-other-address-%d@example.com", n)
	x.addresses = append(x.addresses, other)
	do(t, s, "account", "PUT", "/v1/account/email", here.AccessToken, encode(t, social.EmailChange{Email: other, Password: password}))
	x.follow(t, s, "email", x.link(t, s, other, "email"))
	// An address gets one mail in a minute with a link to choose a password.
	testdb.Exec(t, x.db, `UPDATE deliveries SET handed_at = handed_at - interval '2 minutes'`)
	x.follow(t, s, "email", x.link(t, s, email, "email")) // takes it back
	password = x.reset(t, s, x.link(t, s, email, "reset"), fmt.Sprintf("canary-return-%d", n))

	here = x.session(t, s, email, password)
	do(t, s, "account", "POST", "/v1/account/export", here.AccessToken, encode(t, social.Confirmation{Password: password}))
	do(t, s, "account", "POST", "/v1/account/deletion", here.AccessToken, encode(t, social.Confirmation{Password: password}))
	x.refresh(t, s, here.RefreshToken)
	x.follow(t, s, "restore", x.link(t, s, email, "restore"))
	return password
}

// session signs in, and keeps the tokens.
func (x *secrets) session(t *testing.T, s *system.System, email, password string) social.SignedIn {
	t.Helper()
	request := social.SessionRequest{Credentials: social.Credentials{Email: email, Password: password}}
	if len(x.devices) > 0 {
		request.DeviceToken = x.devices[len(x.devices)-1] // often of another account
	}
	session := x.keep(t, do(t, s, "authentication", "POST", "/v1/authentication/session", "", encode(t, request)))
	if session.AccessToken == "" {
		t.Fatal("the sign-in failed")
	}
	return session
}

func (x *secrets) refresh(t *testing.T, s *system.System, token string) social.SignedIn {
	t.Helper()
	return x.keep(t, do(t, s, "authentication", "POST", "/v1/authentication/session/refresh", "",
		encode(t, social.RefreshRequest{RefreshToken: token})))
}

// keep keeps the tokens of a response, if it has any.
func (x *secrets) keep(t *testing.T, answer []byte) social.SignedIn {
	t.Helper()
	var body struct{ Data social.SignedIn }
	if err := json.Unmarshal(answer, &body); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	if session := body.Data; session.AccessToken != "" {
		x.bearers = append(x.bearers, session.AccessToken, session.AccessToken[strings.LastIndex(session.AccessToken, ".")+1:])
		x.refreshes = append(x.refreshes, session.RefreshToken)
		x.devices = append(x.devices, session.DeviceToken)
	}
	return body.Data
}

// reset chooses a new password with a link, twice, after two that are refused.
func (x *secrets) reset(t *testing.T, s *system.System, link, password string) string {
	t.Helper()
	x.passwords = append(x.passwords, password)
	for _, chosen := range []string{"short", strings.Repeat(password, 9), password, password} {
		do(t, s, "authentication", "PUT", "/v1/authentication/password", "", encode(t, social.PasswordReset{Token: link, Password: chosen}))
	}
	return password
}

// follow uses the token of a link in wrong ways, and then twice in the right one.
func (x *secrets) follow(t *testing.T, s *system.System, operation, link string) {
	t.Helper()
	path, body := "/v1/authentication/"+operation, encode(t, social.LinkToken{Token: link})
	do(t, s, "authentication", "PUT", path+"?token="+link, "", body)
	do(t, s, "authentication", "PUT", path+"/"+link, "", body)
	do(t, s, "authentication", "PUT", path, link, body[1:])
	do(t, s, "authentication", "PUT", path, "", body)
	do(t, s, "authentication", "PUT", path, "", body)
}

// link waits for a mail to the address with a link to the page that was not returned
// before, and returns the link's token.
func (x *secrets) link(t *testing.T, s *system.System, address, page string) string {
	t.Helper()
	lost := time.Now().Add(10 * time.Second)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(lost) { // a busy machine loses events, and a sweep finds their mails
			s.Settle(t, x.db)
		}
		for _, link := range s.Links(t) {
			if link.To == address && link.Page == page && !slices.Contains(x.links, link.Token) {
				x.links = append(x.links, link.Token)
				return link.Token
			}
		}
	}
	t.Fatalf("no mail to %s with a link to /%s", address, page)
	return ""
}
