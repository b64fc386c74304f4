package authentication

import (
	"context"
	"log/slog"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// signIn issues a token. An unknown address, a wrong password and an inactive
// account get the same response in the same time: each costs one query and one
// hash comparison.
//
//	@ID			signIn
//	@Summary	Sign in
//	@Tags		authentication
//	@Param		body		body		social.Credentials	true	"The account's e-mail address and password"
//	@Success	201			{object}	web.Answer[string]	"The bearer token"
//	@Failure	400,413,415	{object}	web.Problem
//	@Failure	401			{object}	web.Problem
//	@Router		/v1/authentication/token [post]
func (s service) signIn(w http.ResponseWriter, r *http.Request) error {
	credentials, err := web.Decode[social.Credentials](w, r)
	if err != nil {
		return err
	}
	tries, err := s.gate.Attempt(w, r, credentials.Email)
	if err != nil {
		return err
	}
	secret, err := s.accounts.Secret(r.Context(), credentials.Email)
	if err != nil {
		return err
	}
	matches, outdated, err := s.passwords.Matches(r.Context(), secret.Hash, credentials.Password, tries)
	if err != nil {
		return err
	}
	if !matches || !secret.Active {
		slog.InfoContext(r.Context(), "a sign-in was refused", slog.Int64("account", secret.UserID))
		return fault.New(fault.Unauthenticated, "the e-mail address or the password is wrong")
	}
	if outdated {
		s.rehash(r.Context(), secret, credentials.Password, tries)
	}
	issued, err := s.tokens.Issue(secret.UserID, secret.Since)
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "a user signed in", slog.Int64("account", secret.UserID))
	return web.JSON(w, http.StatusCreated, issued)
}

// rehash replaces an outdated hash with one of the current cost and format, while
// the password is known. If that fails, the next sign-in retries it.
func (s service) rehash(ctx context.Context, secret store.Secret, password string, tries int) {
	hash, err := s.passwords.Hash(ctx, password, tries)
	if err == nil {
		err = s.accounts.ReplaceHash(ctx, secret, hash)
	}
	if err != nil {
		slog.WarnContext(ctx, "a password hash stays outdated", slog.Int64("account", secret.UserID), slog.Any("error", err))
	}
}
