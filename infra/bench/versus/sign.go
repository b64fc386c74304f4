package versus

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/golang-jwt/jwt/v5"

	"social.example/infra/bench/scenario"
)

// sign makes t sign the tokens itself.
func (t *tokens) sign(q HS256) error {
	key, err := q.secret()
	if err != nil {
		return fmt.Errorf("hs256.%w", err)
	}
	if err := t.parseTTL(q.TTL); err != nil {
		return fmt.Errorf("hs256.%w", err)
	}
	if q.Claims.Kind() != '{' {
		return errors.New("hs256.claims: they are not an object")
	}
	claims, err := parseBody(q.Claims, inClaims)
	if err != nil {
		return fmt.Errorf("hs256.claims: %w", err)
	}
	t.issue = func(_ context.Context, v *values) (string, error) {
		text, err := claims.write(v.value, inString)
		if err != nil {
			return "", err
		}
		signed := jwt.New(jwt.SigningMethodHS256)
		for name, value := range q.Header {
			signed.Header[name] = value
		}
		named := jwt.MapClaims{}
		if err := json.Unmarshal([]byte(text), &named); err != nil {
			return "", err
		}
		signed.Claims = named
		return signed.SignedString(key)
	}
	if _, err := t.issue(context.Background(), t.values(t.viewers[0])); err != nil {
		return fmt.Errorf("hs256.claims: %w", err)
	}
	return nil
}

func (q HS256) secret() ([]byte, error) {
	if (q.Key == "") == (q.KeyBase64 == "") {
		return nil, errors.New("key: take key or key_base64")
	}
	if q.Key != "" {
		return []byte(q.Key), nil
	}
	key, err := base64.StdEncoding.DecodeString(q.KeyBase64)
	if err != nil {
		return nil, fmt.Errorf("key_base64: %w", err)
	}
	return key, nil
}

// signIn makes t get the tokens from the other server.
func (t *tokens) signIn(q SignIn, base string) error {
	path, body, err := t.checkSignIn(&q, base)
	if err != nil {
		return fmt.Errorf("sign_in.%w", err)
	}
	t.issue = func(ctx context.Context, v *values) (string, error) {
		r, err := q.write(ctx, path, body, v)
		if err != nil {
			return "", err
		}
		answer, err := scenario.Do(r, q.Status)
		if err != nil {
			return "", err
		}
		found, err := find(answer, q.Token)
		if err != nil {
			return "", err
		}
		text, ok := found.(string)
		if !ok {
			return "", fmt.Errorf("%s is not a string", q.Token)
		}
		return text, nil
	}
	return nil
}

func (t *tokens) checkSignIn(q *SignIn, base string) (path, body template, err error) {
	if err := q.check(base); err != nil {
		return nil, nil, err
	}
	if q.Token == "" {
		return nil, nil, errors.New("token: say where it is in the response, like data.token")
	}
	if q.TTL != "" {
		if err := t.parseTTL(q.TTL); err != nil {
			return nil, nil, err
		}
	}
	return parsePair(q.Path, q.Body, inSignIn, t.values(t.viewers[0]))
}
