package authentication

import (
	"log/slog"
	"net/http"
	"time"

	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
)

// errCodeRequired tells a client that knows the password to ask for a code.
var errCodeRequired = &fault.Fault{
	Kind: fault.Unauthenticated, Type: "/problems/code-required",
	Detail: "this account needs a code from its authenticator app, or a recovery code",
}

// guesser returns the subject whose limit a guessed code counts against. A device that
// has signed in since two-step sign-in was turned on has its own limit, because that
// sign-in needed a code. All devices that signed in earlier share a limit, because
// somebody who knows the password may have collected many device tokens then. Unknown
// devices share another limit, so that they can't use up those of known devices.
func guesser(secret store.Secret, device token.Device, known bool) ratelimit.Subject {
	switch {
	case !known:
		return ratelimit.SignIn(secret.UserID)
	case device.Since.After(secret.TOTP.Since):
		return ratelimit.Device(device.ID[:])
	default:
		return ratelimit.EarlierDevices(secret.UserID)
	}
}

// factor returns the second factor that the code proves, or none if the account has no
// two-step sign-in. It counts the code as a guess by guesser; the caller undoes that
// with right. The time that it takes reveals no more than errCodeRequired does: that the
// password is right.
func (s service) factor(
	w http.ResponseWriter, r *http.Request, secret store.Secret, code string, guesser ratelimit.Subject,
) (factor store.Factor, right func(), err error) {
	if !secret.TOTP.IsOn {
		return factor, func() {}, nil
	}
	if !social.Visible(code) {
		return factor, nil, errCodeRequired
	}
	if right, err = s.gate.AttemptCode(w, r, guesser); err != nil {
		return factor, nil, err
	}
	factor, ok, err := s.secrets.Check(secret.UserID, secret.TOTP, code, time.Now())
	if err == nil && !ok {
		slog.InfoContext(r.Context(), "a code was refused", slog.Int64("account", secret.UserID))
		err = errRefused
	}
	return factor, right, err
}
