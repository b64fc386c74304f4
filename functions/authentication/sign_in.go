package authentication

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/web"
)

// signIn creates a session with one access token and no refresh token.
//
//	@ID				signIn
//	@Summary		Sign in
//	@Description	Returns only a token; its session has no refresh token and ends with it. The device_token of an earlier sign-in gives this device its own limit.
//	@Description	An account with two-step sign-in needs a code from its authenticator app, or one of its recovery codes; each works once. If the password is right and code is missing, the type of the 401 is /problems/code-required. A wrong or used code gets the same response as a wrong password. After 50 wrong codes a day the response is 429.
//	@Description	The owner gets a mail about a sign-in without a valid device_token from a new device (as it names itself, or by its User-Agent) and network, at most 5 times a day, but not about the first sign-in of an account.
//	@Tags			authentication
//	@Param			body		body		social.Credentials	true	"The account's e-mail address and password"
//	@Success		201			{object}	web.Answer[string]	"The bearer token"
//	@Failure		400,413,415	{object}	web.Problem
//	@Failure		401			{object}	web.Problem
//	@Router			/v1/authentication/token [post]
func (s service) signIn(w http.ResponseWriter, r *http.Request) error {
	credentials, err := web.Decode[social.Credentials](w, r)
	if err != nil {
		return err
	}
	started, _, err := s.start(w, r, credentials, store.Start{Lifetime: s.lifetime})
	if err != nil {
		return err
	}
	issued, err := s.tokens.Issue(token.Claim{
		UserID: started.User.ID, SessionID: started.Session.ID, Issued: started.Since, Expires: started.Since.Add(s.lifetime),
	})
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusCreated, issued)
}

// errRefused is the same whatever is wrong.
var errRefused = fault.New(fault.Unauthenticated, "the e-mail address, the password or the code is wrong")

// start counts an attempt, checks the credentials and creates the session. An
// unknown address, a wrong password and an inactive account get the same response
// in the same time: each costs one query and one hash comparison.
func (s service) start(
	w http.ResponseWriter, r *http.Request, c social.Credentials, start store.Start,
) (started store.Started, id token.DeviceID, err error) {
	device, known, tries, err := s.attempt(w, r, c)
	if err != nil {
		return started, id, err
	}
	id = device.ID
	start.DeviceID, start.Address = id[:], s.gate.Limits.Network(r)
	if start.Device == "" {
		start.Device = social.DeviceOf(r.UserAgent())
	}
	for range 2 { // once more if the account changes in between
		secret, ok, err := s.check(r.Context(), c, tries)
		if err != nil {
			return started, id, err
		}
		if !ok {
			slog.InfoContext(r.Context(), "a sign-in was refused", slog.Int64("account", secret.UserID))
			return started, id, errRefused
		}
		factor, right, err := s.factor(w, r, secret, c.Code, guesser(secret, device, known))
		if err != nil {
			return started, id, err
		}
		start.Secret, start.Factor = secret, factor
		started, err = s.sessions.Create(r.Context(), start)
		switch {
		case errors.Is(err, store.ErrOutdated):
			right() // it is checked and counted again
			continue
		case errors.Is(err, store.ErrCode):
			return started, id, errRefused
		case err != nil:
			return started, id, err
		}
		right()
		// The cache may still have an earlier state of the user, such as suspended.
		s.actors.Replace(r.Context(), started.User)
		slog.InfoContext(r.Context(), "a user signed in",
			slog.Int64("account", secret.UserID), slog.Int64("session", started.Session.ID))
		if !known {
			s.notePlace(r, started)
		}
		return started, id, nil
	}
	return started, id, errRefused
}

// attempt counts an attempt to sign in. It returns the device of the client, which
// is a new one without a valid device token.
func (s service) attempt(
	w http.ResponseWriter, r *http.Request, c social.Credentials,
) (device token.Device, known bool, tries int, err error) {
	if device, known = s.devices.Verify(account(c.Email), c.DeviceToken); known {
		tries, err = s.gate.AttemptByDevice(w, r, device.ID)
		return device, known, tries, err
	}
	tries, err = s.gate.Attempt(w, r, ratelimit.Account(c.Email))
	return token.Device{ID: token.NewDeviceID()}, known, tries, err
}

// check returns the secret of the account, and whether it is active and the
// password is right.
func (s service) check(ctx context.Context, c social.Credentials, tries int) (secret store.Secret, ok bool, err error) {
	secret, err = s.accounts.Secret(ctx, c.Email)
	if err != nil {
		return secret, false, err
	}
	matches, outdated, err := s.passwords.Matches(ctx, secret.Hash, c.Password, tries)
	if err != nil || !matches || !secret.Active {
		return secret, false, err
	}
	if outdated {
		secret.Hash = s.rehash(ctx, secret, c.Password, tries)
	}
	return secret, true, nil
}

// rehash replaces an outdated hash with one of the current cost and format, while
// the password is known, and returns the hash in force. If that fails, the next
// sign-in retries it.
func (s service) rehash(ctx context.Context, secret store.Secret, password string, tries int) string {
	hash, err := s.passwords.Hash(ctx, password, tries)
	if err == nil {
		err = s.accounts.ReplaceHash(ctx, secret, hash)
	}
	if err != nil {
		slog.WarnContext(ctx, "a password hash stays outdated", slog.Int64("account", secret.UserID), slog.Any("error", err))
		return secret.Hash
	}
	return hash
}
