package authentication

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/web"
)

// signIn creates a session with one access token and no refresh token.
//
//	@ID				signIn
//	@Summary		Sign in
//	@Description	The answer is the token alone; its session has no refresh token and ends with it. A device_token of an earlier sign-in gives this device a limit of its own.
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
		UserID: started.UserID, SessionID: started.Session.ID, Issued: started.Since, Expires: started.Since.Add(s.lifetime),
	})
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusCreated, issued)
}

// start counts an attempt, checks the credentials and creates the session. An
// unknown address, a wrong password and an inactive account get the same response
// in the same time: each costs one query and one hash comparison.
func (s service) start(
	w http.ResponseWriter, r *http.Request, c social.Credentials, start store.Start,
) (started store.Started, device token.DeviceID, err error) {
	device, tries, err := s.attempt(w, r, c)
	if err != nil {
		return started, device, err
	}
	start.DeviceID, start.Address = device[:], s.gate.Limits.Network(r)
	if start.Device == "" {
		start.Device = social.DeviceOf(r.UserAgent())
	}
	refused := fault.New(fault.Unauthenticated, "the e-mail address or the password is wrong")
	for range 2 { // once more if the account changes in between
		secret, ok, err := s.check(r.Context(), c, tries)
		if err != nil {
			return started, device, err
		}
		if !ok {
			slog.InfoContext(r.Context(), "a sign-in was refused", slog.Int64("account", secret.UserID))
			return started, device, refused
		}
		start.Secret = secret
		if started, err = s.sessions.Create(r.Context(), start); errors.Is(err, store.ErrOutdated) {
			continue
		}
		if err != nil {
			return started, device, err
		}
		if started.Ended != nil {
			s.actors.Replace(r.Context(), *started.Ended)
		}
		slog.InfoContext(r.Context(), "a user signed in",
			slog.Int64("account", secret.UserID), slog.Int64("session", started.Session.ID))
		return started, device, nil
	}
	return started, device, refused
}

// attempt counts an attempt to sign in. It returns the device of the client, which
// is a new one without a valid device token.
func (s service) attempt(w http.ResponseWriter, r *http.Request, c social.Credentials) (device token.DeviceID, tries int, err error) {
	device, known := s.devices.Verify(account(c.Email), c.DeviceToken)
	if known {
		tries, err = s.gate.AttemptByDevice(w, r, device)
		return device, tries, err
	}
	tries, err = s.gate.Attempt(w, r, c.Email)
	return token.NewDeviceID(), tries, err
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
